package dev.hydrant.trainer.run;

import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A lock on a directory that the operating system lets go when the process ends, however it does.
 * The file with the number of the process stays while it is held.
 */
final class RunLock implements AutoCloseable {
  static final String FILE = ".running";
  private static final int LONGEST = 20;

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks a directory, which is made if it is missing.
   *
   * @throws UserException if another process has it
   */
  static RunLock take(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(FILE);
    while (true) {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        String holder = read(channel);
        channel.close();
        throw UserException.failure(
            "%s is in use: process %s is training there.%nWait for its end, or give another directory with hydra.run.dir=…"
                .formatted(directory, holder));
      }
      String mark = ProcessHandle.current().pid() + " " + UUID.randomUUID();
      channel.truncate(0).write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)));
      if (isAt(file, mark)) {
        return new RunLock(file, channel);
      }
      channel.close(); // its holder has deleted it between our opening and locking it
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Whether what was written to the locked file is found at its place. */
  private static boolean isAt(Path file, String mark) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII).equals(mark);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).split(" ")[0];
  }

  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // the directory is gone or closed to us: nobody is kept out by a file without a lock
    }
  }
}
