package dev.hydrant.trainer.data;

import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory that appears whole or not at all: it is filled under another name beside its place.
 *
 * <pre>{@code
 * try (NewDirectory directory = NewDirectory.begin(target)) {
 *   // write below directory.path()
 *   directory.commit();
 * }
 * }</pre>
 */
public final class NewDirectory implements AutoCloseable {
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
  public static NewDirectory begin(Path target) throws IOException {
    requireFree(target);
    return make(target);
  }

  /**
   * Refuses a place that is taken, before anything is computed for it.
   *
   * @throws UserException if something is there
   */
  public static void requireFree(Path target) throws IOException {
    if (isTaken(target)) {
      throw UserException.usage(
          target + " exists already and is never overwritten.\nGive another directory with --out");
    }
  }

  /**
   * Begins an empty directory in place of one that the same command has made; that one stays until
   * {@link #commit}.
   *
   * @param force whether one that is there is replaced at all
   * @param own names of what such a directory holds: one that holds anything else is never replaced
   * @throws UserException if what is at the target may not be replaced
   */
  public static NewDirectory replacing(Path target, boolean force, Set<String> own)
      throws IOException {
    if (isTaken(target)) {
      Optional<String> foreign = foreign(target, own);
      if (foreign.isPresent()) {
        throw UserException.usage(
            ("%s is no data set that this command has made (it holds %s), and is never replaced.\n"
                    + "Give another directory with --out")
                .formatted(target, foreign.get()));
      }
      if (!force) {
        throw UserException.usage(
            target
                + " is there already.\nGive another directory with --out, or replace it with"
                + " --force");
      }
    }
    return make(target);
  }

  private static NewDirectory make(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    try {
      if (absolute.getParent() == null) {
        throw UserException.usage(target + " is no place for a directory of its own");
      }
      Files.createDirectories(absolute.getParent());
      Path unfinished = absolute.resolveSibling(".unfinished-" + absolute.getFileName());
      delete(unfinished);
      return new NewDirectory(absolute, Files.createDirectory(unfinished));
    } catch (IOException e) {
      throw UserException.failure(target + " cannot be made: " + e, e);
    }
  }

  private static boolean isTaken(Path target) throws IOException {
    if (!Files.isDirectory(target)) {
      return Files.exists(target);
    }
    try (Stream<Path> entries = Files.list(target)) {
      return entries.findAny().isPresent();
    }
  }

  private static Optional<String> foreign(Path target, Set<String> own) throws IOException {
    if (!Files.isDirectory(target)) {
      return Optional.of("a file");
    }
    try (Stream<Path> entries = Files.list(target)) {
      return entries
          .map(e -> e.getFileName().toString())
          .filter(name -> !own.contains(name))
          .sorted()
          .findFirst();
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
  public Path path() {
    return unfinished;
  }

  /** Waits until a file would survive a power failure. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Gives it its name; what it replaces is removed afterwards, or put back on failure. */
  public void commit() throws IOException {
    Path old = target.resolveSibling(".old-" + target.getFileName());
    delete(old);
    boolean replaced = isTaken(target);
    if (replaced) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.deleteIfExists(target);
    }
    try {
      Files.move(unfinished, target);
    } catch (IOException e) {
      if (replaced) {
        Files.move(old, target);
      }
      throw e;
    }
    if (replaced) {
      delete(old);
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    delete(unfinished);
  }
}
