package dev.hydrant.trainer.lm;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;

/** Model configurations from a few lines of YAML, with the defaults for all other keys. */
public final class Configs {
  private Configs() {}

  /** Binds YAML, such as {@code {d_model: 8, n_layers: 1}}, to a record. */
  public static <C extends Record> C of(Class<C> type, String yaml) {
    return ConfigTrees.bind(Runs.tree(yaml), "model_cfg", type);
  }

  /** The module of the model that a whole configuration describes; no parameter is allocated. */
  public static Module module(MapNode tree) {
    return RunSetup.of(tree, ModelRegistry.load()).model().module();
  }
}
