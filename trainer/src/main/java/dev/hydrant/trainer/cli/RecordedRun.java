package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointPath;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelFactory;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.settings.CheckpointConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A run as its directory records it: the configuration it had, and one of its checkpoints.
 *
 * @param tree the configuration, resolved, with what was changed in it
 * @param config the engine's view of it
 */
record RecordedRun(Path directory, MapNode tree, TrainConfig config, Checkpoint checkpoint) {

  /**
   * Reads a run's configuration and finds the checkpoint that is meant.
   *
   * @param given a run directory, or one of its checkpoints
   * @param which {@code last}, {@code best}, {@link CheckpointOptions#BEST_OR_LAST}, or a
   *     checkpoint directory
   * @param overrides changes to the configuration
   * @throws UserException if the directory is no run or holds no checkpoint that verifies
   */
  static RecordedRun open(Path given, String which, List<String> overrides) {
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
    MapNode tree = tree(run, overrides);
    TrainConfig config = ConfigTrees.bind(tree, TrainConfig.class);
    Checkpoint checkpoint =
        switch (which) {
          case CheckpointOptions.LAST -> ResumePoint.at(path).checkpoint();
          case CheckpointOptions.BEST -> best(run, config.checkpoint());
          case CheckpointOptions.BEST_OR_LAST ->
              isCheckpoint
                  ? ResumePoint.at(path).checkpoint()
                  : store(run, config.checkpoint())
                      .best()
                      .orElseGet(() -> ResumePoint.at(path).checkpoint());
          default -> ResumePoint.at(chosen(run, which)).checkpoint();
        };
    return new RecordedRun(run, tree, config, checkpoint);
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

  private static MapNode tree(Path run, List<String> overrides) {
    Path record = run.resolve(".hydra");
    if (!Files.isRegularFile(record.resolve("config.yaml"))) {
      throw UserException.failure(run + " is no run directory: it has no .hydra/config.yaml");
    }
    return Composer.builder()
        .searchPath(record.toString())
        .build()
        .compose("config", overrides)
        .resolved();
  }

  private static Path checkpoints(Path run) {
    return run.resolve(ResumePoint.CHECKPOINTS);
  }

  private static CheckpointStore store(Path run, CheckpointConfig config) {
    return new CheckpointStore(checkpoints(run), config.retention());
  }

  private static Checkpoint best(Path run, CheckpointConfig config) {
    return store(run, config)
        .best()
        .orElseThrow(
            () ->
                UserException.failure(
                    "%s holds no checkpoint that knows its %s.\nUse --checkpoint=last, or name another metric with monitor=…"
                        .formatted(checkpoints(run), config.monitor())));
  }

  /** Makes the model, not yet allocated. */
  TrainableModel model(ModelRegistry registry) {
    return new ModelFactory(registry).create(config, tree);
  }
}
