package dev.hydrant.trainer.data.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Shard files laid out byte by byte, as the format's description says, without the writer. */
public final class Shards {
  private Shards() {}

  /** The bytes of a whole shard. */
  public static byte[] bytes(int... tokens) {
    return withHeader(20240520, 1, tokens.length, tokens);
  }

  /** The bytes of a file with this header. */
  static byte[] withHeader(int magic, int version, int count, int... tokens) {
    ByteBuffer bytes = ByteBuffer.allocate(1024 + 2 * tokens.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(magic).putInt(version).putInt(count).position(1024);
    for (int token : tokens) {
      bytes.put((byte) token).put((byte) (token >> 8));
    }
    return bytes.array();
  }

  /** Writes a shard of tokens {@code first, first + 1, …}. */
  public static Path counting(Path file, int first, int count) {
    return file(file, bytes(IntStream.range(first, first + count).toArray()));
  }

  /** Writes a file. */
  public static Path file(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
