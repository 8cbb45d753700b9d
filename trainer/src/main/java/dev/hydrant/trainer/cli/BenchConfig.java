package dev.hydrant.trainer.cli;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.bench.TrainBench;
import dev.hydrant.trainer.model.ModelFactory;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.settings.TrainConfig;

/** The training job that a benchmark measures. */
record BenchConfig(MapNode tree, TrainConfig train) {
  static BenchConfig of(ConfigOptions options) {
    MapNode tree = options.compose().resolved();
    return new BenchConfig(tree, ConfigTrees.bind(tree, TrainConfig.class));
  }

  /** Makes the model; nothing is allocated. */
  TrainableModel model() {
    return new ModelFactory(ModelRegistry.load()).create(train, tree);
  }

  TrainBench bench() {
    return new TrainBench(train, this::model);
  }

  /** How its steps run, in words. */
  String mode() {
    return "%s, %s, grad_accum_steps %d"
        .formatted(
            train.loop().torchCompile() ? "recorded" : "operator by operator",
            train.loop().precision(),
            train.loop().gradAccumSteps());
  }
}
