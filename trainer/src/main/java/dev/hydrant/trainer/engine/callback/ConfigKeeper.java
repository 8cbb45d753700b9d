package dev.hydrant.trainer.engine.callback;

import dev.hydrant.trainer.report.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the record of a run's configuration, {@code .hydra}: should the run directory vanish, it is
 * written anew, so that the checkpoints that follow can still be used.
 */
public final class ConfigKeeper implements Callback {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigKeeper.class);

  private final Path record;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private boolean failed;

  /** Reads what there is; a run without a record has none to keep. */
  public ConfigKeeper(Path run) {
    this.record = run.resolve(".hydra");
    if (!Files.isDirectory(record)) {
      return;
    }
    try (Stream<Path> entries = Files.list(record)) {
      for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read, so it is not kept: {}", record, e.toString());
      files.clear();
    }
  }

  @Override
  public void onStep(Metrics metrics) {
    if (files.isEmpty() || Files.isDirectory(record)) {
      return;
    }
    try {
      Files.createDirectories(record);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(record.resolve(file.getKey()), file.getValue());
      }
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        LOG.error("{} has vanished and cannot be written again: {}", record, e.toString());
      }
      failed = true;
    }
  }
}
