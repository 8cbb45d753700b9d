package dev.hydrant.trainer.model;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.settings.TrainConfig;

/**
 * What an adapter may know beside its own config: the whole configuration it is part of.
 *
 * @param config the engine's view of the top level
 * @param tree the resolved top level
 * @param facts what {@link ModelAdapter#discover} found, now or before the run was saved
 * @param isDryRun whether nothing may be left behind: data that would be made are made in a
 *     temporary place
 */
public record ModelContext(TrainConfig config, MapNode tree, Facts facts, boolean isDryRun) {
  /** Of a model that is to be trained. */
  public ModelContext(TrainConfig config, MapNode tree, Facts facts) {
    this(config, tree, facts, false);
  }

  /** Of a model that needs no facts. */
  public ModelContext(TrainConfig config, MapNode tree) {
    this(config, tree, Facts.NONE);
  }

  /**
   * Binds the top level of the configuration to a record of some of its keys, which ends with
   * {@code @Flatten Map<String, Object>} for all others.
   *
   * @throws dev.hydrant.config.error.BindException if a value does not fit, with its place
   */
  public <T extends Record> T settings(Class<T> type) {
    return ConfigTrees.bind(tree, type);
  }
}
