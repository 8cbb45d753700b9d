package dev.hydrant.trainer.model;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.weights.WeightKind;
import java.nio.file.Path;
import java.util.List;

/** What the program does for a family's commands: it composes configurations and reads runs. */
public interface CommandContext {
  /** The newest checkpoint, for {@link #open}. */
  String LAST = "last";

  /**
   * Composes a config as {@code train} would.
   *
   * @param name of the config, as behind {@code --config-name}
   * @return the resolved top level
   */
  MapNode compose(String name, List<String> overrides);

  /** The models that a configuration describes, not yet allocated. */
  TrainableModel model(MapNode tree);

  /**
   * Reads a trained model back.
   *
   * @param run its directory, or one of its checkpoints
   * @param checkpoint {@link #LAST}, {@code best}, or a checkpoint's directory or name
   * @param overrides changes to the run's configuration
   * @throws dev.hydrant.trainer.error.UserException if there is no such run or checkpoint
   */
  TrainedModel open(Path run, String checkpoint, WeightKind weights, List<String> overrides);

  /** Shows how far reading or making data is. */
  PreparationProgress progress();
}
