package dev.hydrant.config.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces a file so that a reader, or a crash, sees the old content or the new, never a part. */
final class AtomicFile {
  private AtomicFile() {}

  /**
   * Replaces a file.
   *
   * @param durable whether the new content must be on the disk when this returns
   */
  static void write(Path file, byte[] content, boolean durable) throws IOException {
    Path temporary =
        Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".tmp");
    try {
      try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        for (ByteBuffer b = ByteBuffer.wrap(content); b.hasRemaining(); ) {
          out.write(b);
        }
        if (durable) {
          out.force(true);
        }
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
