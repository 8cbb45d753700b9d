package dev.hydrant.trainer.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Any file as a sequence of its bytes, 0 to 255 (for models that read bytes). */
public final class ByteFile implements TokenSequence {
  private final Path path;
  private final long length;

  private ByteFile(Path path, long length) {
    this.path = path;
    this.length = length;
  }

  /** Opens a file; its length is fixed from now on. */
  public static ByteFile open(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new ByteFile(path, channel.size());
    } catch (IOException e) {
      throw new DataException("Cannot read " + path + ": " + e, e);
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long position, long[] into, int offset, int count) {
    if (position < 0 || position + count > length) {
      throw new IndexOutOfBoundsException(
          "bytes " + position + " to " + (position + count) + " of " + length + " in " + path);
    }
    ByteBuffer bytes = ByteBuffer.allocate(count);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw new EOFException("it was cut short after it had been opened");
        }
      }
    } catch (IOException e) {
      throw new DataException("Cannot read " + path + ": " + e.getMessage(), e);
    }
    for (int i = 0; i < count; i++) {
      into[offset + i] = bytes.get(i) & 0xFF;
    }
  }
}
