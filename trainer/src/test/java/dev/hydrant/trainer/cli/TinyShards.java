package dev.hydrant.trainer.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Token shards of a few kilobytes, as stand-ins for the sample text. */
final class TinyShards {
  private TinyShards() {}

  /** Writes a shard of random ids below 256, which every vocabulary has. */
  static Path write(Path directory, String name, int tokens) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1024 + 2 * tokens).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(20240520).putInt(1).putInt(tokens).position(1024);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < tokens; i++) {
      bytes.putShort((short) random.nextInt(256));
    }
    return Files.write(directory.resolve(name), bytes.array());
  }

  /** Overrides that let any language model read such a shard. */
  static List<String> overrides(Path shard) {
    return List.of("train_files='" + shard + "'", "val_files='" + shard + "'");
  }
}
