package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointPath;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.Configurations;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.settings.TrainConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A run as its directory records it: the configuration it had, and one of its checkpoints.
 *
 * @param setup of the configuration, with what was changed in it
 */
record RecordedRun(Path directory, RunSetup setup, Checkpoint checkpoint) {

  /**
   * Reads a run's configuration and finds the checkpoint that is meant.
   *
   * @param given a run directory, or one of its checkpoints
   * @param which {@code last}, {@code best}, {@link CheckpointOptions#BEST_OR_LAST}, or a
   *     checkpoint directory
   * @param overrides changes to the configuration
   * @throws UserException if the directory is no run or holds no checkpoint that verifies
   */
  static RecordedRun open(
      Path given, String which, List<String> overrides, ModelRegistry registry) {
    Path path =
        CheckpointPath.find(given)
            .orElseThrow(
                () -> none(given, given, "Give a run directory, such as outputs/<date>/<time>"));
    boolean isCheckpoint = Files.exists(path.resolve("manifest.json"));
    boolean isGiven =
        !which.equals(CheckpointOptions.LAST) && !which.equals(CheckpointOptions.BEST_OR_LAST);
    if (isCheckpoint && isGiven) {
      throw UserException.usage(
          "%s is a checkpoint itself: leave --checkpoint=%s out, or give its run"
              .formatted(path, which));
    }
    Path run = isCheckpoint ? ResumePoint.at(path).run() : path;
    RunSetup setup = RunSetup.of(Configurations.ofRun(run, overrides).resolved(), registry);
    Checkpoint checkpoint =
        switch (which) {
          case CheckpointOptions.LAST -> ResumePoint.at(path).checkpoint();
          case CheckpointOptions.BEST -> best(run, setup);
          case CheckpointOptions.BEST_OR_LAST ->
              isCheckpoint
                  ? ResumePoint.at(path).checkpoint()
                  : store(run, setup).best().orElseGet(() -> ResumePoint.at(path).checkpoint());
          default -> ResumePoint.at(chosen(run, which)).checkpoint();
        };
    return new RecordedRun(run, setup.with(Facts.of(checkpoint)), checkpoint);
  }

  /** A path, or the name of one of the run's checkpoints, with or without its metric. */
  private static Path chosen(Path run, String which) {
    Path named = checkpoints(run).resolve(which);
    return CheckpointPath.find(named)
        .or(() -> CheckpointPath.find(Path.of(which)))
        .orElseThrow(() -> none(Path.of(which), named, "Give last, best, or one of them"));
  }

  private static UserException none(Path path, Path lookedFor, String advice) {
    return UserException.usage(
        path + " is no directory.\n" + CheckpointPath.alternatives(lookedFor) + advice);
  }

  private static Path checkpoints(Path run) {
    return run.resolve(ResumePoint.CHECKPOINTS);
  }

  private static CheckpointStore store(Path run, RunSetup setup) {
    return new CheckpointStore(
        checkpoints(run), setup.config().checkpoint().retention(setup.headlines()));
  }

  private static Checkpoint best(Path run, RunSetup setup) {
    return store(run, setup)
        .best()
        .orElseThrow(
            () ->
                UserException.failure(
                    "%s holds no checkpoint that knows its %s.\nUse --checkpoint=last, or name another metric with monitor=…"
                        .formatted(
                            checkpoints(run),
                            setup.config().checkpoint().monitored(setup.headlines()))));
  }

  /** The engine's view of its configuration. */
  TrainConfig config() {
    return setup.config();
  }
}
