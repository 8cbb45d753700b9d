package dev.hydrant.trainer.run;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.settings.CheckpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run directory, held by one run at a time, and by no other run after it: a second run would
 * delete the first one's checkpoints by its own rules, and mix its metrics with its own.
 */
public final class RunClaim implements AutoCloseable {
  private static final List<String> LEFT =
      List.of(ResumePoint.CHECKPOINTS, MetricsLog.FILE, "metrics.csv", "loss.png");

  private final RunLock lock;

  private RunClaim(RunLock lock) {
    this.lock = lock;
  }

  private record Keys(@Flatten CheckpointConfig checkpoint, @Flatten Map<String, Object> others) {}

  /**
   * Takes a directory.
   *
   * @param tree the resolved top level
   * @param again whether the job was started there before, and goes on
   * @throws UserException if another process has it, or another run has used it
   */
  public static RunClaim take(MapNode tree, Path directory, boolean again) {
    try {
      return taken(tree, directory, again);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The run directory cannot be used; give another one with hydra.run.dir=…", e);
    }
  }

  private static RunClaim taken(MapNode tree, Path directory, boolean again) throws IOException {
    CheckpointConfig config = ConfigTrees.bind(tree, Keys.class).checkpoint();
    boolean goesOn = again || config.resume().from().filter(r -> isIn(r, directory)).isPresent();
    if (!goesOn && !config.overwrite() && isUsed(directory)) {
      throw UserException.usage(
          """
          %1$s holds a run already, and a new one would mix with it.
          Go on with that run: resume=auto
          Or give the new one a directory of its own: hydra.run.dir=…, or none for one named by the time
          Or delete what the old one left there: overwrite=true"""
              .formatted(directory));
    }
    RunLock lock = RunLock.take(directory);
    if (!goesOn && config.overwrite()) {
      for (String name : LEFT) {
        delete(directory.resolve(name));
      }
    }
    return new RunClaim(lock);
  }

  /** Whether {@code resume} means a checkpoint of the directory itself. */
  private static boolean isIn(String resume, Path directory) {
    Path own = directory.toAbsolutePath().normalize();
    return ResumePoint.WORDS.contains(resume)
        || Path.of(resume).toAbsolutePath().normalize().startsWith(own);
  }

  private static boolean isUsed(Path directory) throws IOException {
    Path checkpoints = directory.resolve(ResumePoint.CHECKPOINTS);
    if (Files.isDirectory(checkpoints)) {
      try (Stream<Path> all = Files.list(checkpoints)) {
        if (all.findAny().isPresent()) {
          return true;
        }
      }
    }
    Path metrics = directory.resolve(MetricsLog.FILE);
    return Files.isRegularFile(metrics) && Files.size(metrics) > 0;
  }

  /** Deletes a file or directory; of a symbolic link the link alone. */
  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> inside = Files.list(path)) {
        for (Path p : inside.toList()) {
          delete(p);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  @Override
  public void close() {
    lock.close();
  }
}
