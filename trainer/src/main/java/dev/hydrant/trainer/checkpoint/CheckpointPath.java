package dev.hydrant.trainer.checkpoint;

import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The directory that somebody means who may leave the metric out of the name of a checkpoint:
 * {@code step-000012} for {@code step-000012-val_loss-10.13}.
 */
public final class CheckpointPath {
  private CheckpointPath() {}

  /**
   * Returns a directory as it is, the only checkpoint that is meant, or that which a {@code .pt}
   * file of a run holds, unpacked.
   */
  public static Optional<Path> find(Path path) {
    Optional<Path> packed = PackedCheckpoint.find(path);
    if (packed.isPresent()) {
      return packed.map(PackedCheckpoint::unpack);
    }
    if (Files.isDirectory(path)) {
      return Optional.of(path);
    }
    String meant = String.valueOf(path.getFileName()) + "-";
    List<Path> found = beside(path, name -> name.startsWith(meant));
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** What there is where a path was looked for, as a line of a message; empty if nothing is. */
  public static String alternatives(Path path) {
    List<Path> there = beside(path, name -> name.startsWith("step-"));
    return there.isEmpty()
        ? ""
        : there.stream()
            .map(p -> p.getFileName().toString())
            .collect(Collectors.joining(", ", there.get(0).getParent() + " holds ", "\n"));
  }

  private static List<Path> beside(Path path, Predicate<String> wanted) {
    Path parent = path.getParent() == null ? Path.of("") : path.getParent();
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(p -> wanted.test(p.getFileName().toString()))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw UserException.failure(parent + " cannot be listed: " + e.getMessage());
    }
  }
}
