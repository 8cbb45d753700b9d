package dev.hydrant.trainer.clusters;

import dev.hydrant.trainer.model.RegisteredModelContract;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import java.io.IOException;
import java.nio.file.Path;

/** A function of the host in the middle of a step, and an encoder that is learned beside it. */
class ClustersContractTest extends RegisteredModelContract {
  static final String YAML =
      """
      type: clusters
      num_epochs: 3
      grad_accum_steps: 1
      lr: 0.02
      """;

  @Override
  protected String yaml(Path directory) throws IOException {
    return YAML + "model_cfg: {forget_every: 2}\n";
  }

  @Override
  protected Rule learningRule() {
    return new AdamW(3e-2, 0.9, 0.95, 1e-8, 0);
  }
}
