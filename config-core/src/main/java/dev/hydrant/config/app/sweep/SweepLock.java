package dev.hydrant.config.app.sweep;

import dev.hydrant.config.error.LaunchException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process from running a sweep that one runs already. It ends with its process. */
final class SweepLock implements AutoCloseable {
  private final FileChannel channel;

  private SweepLock(FileChannel channel) {
    this.channel = channel;
  }

  static SweepLock take(Path sweep) throws IOException {
    FileChannel channel =
        FileChannel.open(
            sweep.resolve(".sweep.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new LaunchException(
          "another process runs the sweep in " + sweep + ": wait for it, or give hydra.sweep.dir");
    }
    return new SweepLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
