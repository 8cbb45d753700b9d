package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a user names, written whole or not at all. */
final class OneFile {
  private OneFile() {}

  static void write(Path target, byte[] bytes) {
    try (NewFile file = NewFile.in(target)) {
      Files.write(file.temporary(), bytes);
      file.publish();
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
  }
}
