package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that appears whole or not at all: it is filled under another name beside it. */
final class NewDirectory implements AutoCloseable {
  private final Path target;
  private final Path unfinished;

  private NewDirectory(Path target, Path unfinished) {
    this.target = target;
    this.unfinished = unfinished;
  }

  /**
   * Begins an empty directory.
   *
   * @throws UserException if something is at the target already
   */
  static NewDirectory begin(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !isEmptyDirectory(absolute)) {
      throw UserException.usage(
          target + " exists already and is never overwritten.\nGive another directory with --out");
    }
    try {
      Files.createDirectories(absolute.getParent());
      Path unfinished = absolute.resolveSibling(".unfinished-" + absolute.getFileName());
      delete(unfinished);
      return new NewDirectory(absolute, Files.createDirectory(unfinished));
    } catch (IOException e) {
      throw UserException.failure(target + " cannot be made: " + e);
    }
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path p : all) {
      Files.delete(p);
    }
  }

  /** Where to write. */
  Path path() {
    return unfinished;
  }

  /** Gives it its name. */
  void commit() throws IOException {
    Files.deleteIfExists(target);
    Files.move(unfinished, target);
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    delete(unfinished);
  }
}
