package dev.hydrant.trainer.protein.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of any size in memory. Java maps at most 2 GB at once: the file lies in windows that begin
 * every GB and are 2 GB wide, so that a stretch of up to 1 GB always lies in one.
 */
final class MappedBytes {
  private static final int SHIFT = 30;
  private static final long WIDTH = Integer.MAX_VALUE;

  private final MappedByteBuffer[] windows;

  private MappedBytes(MappedByteBuffer[] windows) {
    this.windows = windows;
  }

  static MappedBytes of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      MappedByteBuffer[] windows = new MappedByteBuffer[(int) ((size >> SHIFT) + 1)];
      for (int i = 0; i < windows.length; i++) {
        long from = (long) i << SHIFT;
        windows[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(WIDTH, size - from));
      }
      return new MappedBytes(windows);
    }
  }

  /** Copies bytes out; at most 1 GB. */
  byte[] read(long position, int count) {
    ByteBuffer window = windows[(int) (position >> SHIFT)];
    byte[] bytes = new byte[count];
    window.get((int) (position & (1L << SHIFT) - 1), bytes);
    return bytes;
  }
}
