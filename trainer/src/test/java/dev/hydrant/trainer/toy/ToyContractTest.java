package dev.hydrant.trainer.toy;

import dev.hydrant.trainer.model.RegisteredModelContract;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import java.nio.file.Path;

/** Two losses, noise, and a buffer that follows the data. */
class ToyContractTest extends RegisteredModelContract {
  @Override
  protected String yaml(Path directory) {
    return """
        type: toy
        num_iterations: 10
        val_loss_every: 2
        lr: 0.03
        grad_accum_steps: 2
        model_cfg: {width: 6, latent: 2}
        """;
  }

  @Override
  protected Rule learningRule() {
    return new AdamW(3e-2, 0.9, 0.95, 1e-8, 0);
  }
}
