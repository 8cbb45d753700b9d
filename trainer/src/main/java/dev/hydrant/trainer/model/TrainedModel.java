package dev.hydrant.trainer.model;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.torch.EagerTorch;
import java.nio.file.Path;

/**
 * A trained model, read back from the directory of its run.
 *
 * @param run the directory
 * @param config the engine's settings of the run
 * @param tree its configuration, resolved
 * @param step that the weights are of
 * @param torch where the weights are; closing this closes it
 */
public record TrainedModel(
    Path run, TrainConfig config, MapNode tree, long step, TrainableModel model, EagerTorch torch)
    implements AutoCloseable {
  @Override
  public void close() {
    torch.close();
  }
}
