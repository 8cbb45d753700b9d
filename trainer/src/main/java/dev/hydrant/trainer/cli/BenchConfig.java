package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.bench.TrainBench;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.settings.LoopConfig;

/** The training job that a benchmark measures. */
record BenchConfig(RunSetup setup) {
  static BenchConfig of(ConfigOptions options) {
    return new BenchConfig(options.setup());
  }

  /** Makes the model; nothing is allocated. */
  TrainableModel model() {
    return setup.model();
  }

  TrainBench bench() {
    return new TrainBench(setup.config(), setup::model);
  }

  /** How its steps run, in words. */
  String mode() {
    LoopConfig loop = setup.config().loop();
    return "%s, %s, grad_accum_steps %d"
        .formatted(
            loop.torchCompile() ? "recorded" : "operator by operator",
            loop.precision(),
            loop.gradAccumSteps());
  }
}
