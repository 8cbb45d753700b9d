package dev.hydrant.config.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text from files that users name. A pipe or a device would be waited for without end. */
public final class TextFiles {
  private TextFiles() {}

  /**
   * Reads a regular file.
   *
   * @throws IOException if it is none, cannot be read, or is no UTF-8
   */
  public static String read(Path file) throws IOException {
    requireRegular(file);
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /**
   * Refuses a pipe, socket, device or directory.
   *
   * @throws IOException with the reason alone, without the name
   */
  public static void requireRegular(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(
          Files.isDirectory(file)
              ? "it is a directory"
              : "it is a pipe, socket or device; only regular files are read");
    }
  }
}
