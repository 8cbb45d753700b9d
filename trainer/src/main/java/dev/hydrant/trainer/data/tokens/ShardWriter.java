package dev.hydrant.trainer.data.tokens;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes one token shard to a temporary file beside its place. {@link #finish} makes it whole and
 * durable, {@link #publish} moves it to its place in one step; closed before, nothing remains.
 */
final class ShardWriter implements Closeable {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
  private int tokens;
  private boolean published;

  ShardWriter(Path target) throws IOException {
    this.target = target;
    this.temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    this.channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    buffer.position(ShardHeader.BYTES);
  }

  /** Appends one token, {@code 0 <= token < 65536}. */
  void write(int token) throws IOException {
    if (token < 0 || token > 0xFFFF) {
      throw new IllegalArgumentException("token " + token + " does not fit into 16 bits");
    }
    if (buffer.remaining() < 2) {
      drain();
    }
    buffer.putShort((short) token);
    tokens++;
  }

  FinishedShard finished() {
    return new FinishedShard(target.getFileName().toString(), tokens, temporary);
  }

  /** Completes the header and returns when the bytes would survive a power failure. */
  void finish() throws IOException {
    drain();
    ByteBuffer header = new ShardHeader(tokens).toBytes();
    while (header.hasRemaining()) {
      channel.write(header, header.position());
    }
    channel.force(true);
    channel.close();
  }

  void publish() throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    published = true;
  }

  private void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!published) {
      Files.deleteIfExists(temporary);
    }
  }
}
