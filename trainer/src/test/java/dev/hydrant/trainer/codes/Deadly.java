package dev.hydrant.trainer.codes;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.model.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A source that kills the process at one of its batches, the first time that it is read. */
record Deadly(BatchSource<Batch> source, CodesConfig config) implements BatchSource<Batch> {
  @Override
  public Batch read(long index) {
    Path died = Path.of(config.died().orElseThrow());
    if (index == config.dieAt().orElseThrow() && Files.notExists(died)) {
      try {
        Files.createFile(died);
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
            .start()
            .waitFor();
        Thread.sleep(60_000);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return source.read(index);
  }

  @Override
  public long batchesPerEpoch() {
    return source.batchesPerEpoch();
  }
}
