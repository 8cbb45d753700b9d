package dev.hydrant.trainer.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small files of text in UTF-8 that a user names, read whole. */
public final class TextFiles {
  private TextFiles() {}

  /**
   * The text of a file.
   *
   * @throws DataException if there is none, it is a pipe or a device, cannot be read, or is no
   *     UTF-8
   */
  public static String read(Path file) {
    SizedFile.requireRegular(file);
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw SizedFile.unreadable(file, e);
    }
  }

  /**
   * The lines of a file, without their ends.
   *
   * @throws DataException as above
   */
  public static List<String> lines(Path file) {
    return read(file).lines().toList();
  }
}
