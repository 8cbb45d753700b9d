package dev.hydrant.trainer.codes;

import dev.hydrant.trainer.model.RegisteredModelContract;
import dev.hydrant.trainer.nn.Parameter;
import java.nio.file.Path;

/** Facts, epochs, a hook at their ends, a schedule that follows the validation, several bests. */
class CodesContractTest extends RegisteredModelContract {
  @Override
  protected String yaml(Path directory) {
    return """
        type: codes
        num_epochs: 4
        grad_accum_steps: 1
        lr: 0.05
        lr_schedule: plateau
        lr_patience: 0
        warmup_frac: 0
        checkpoints:
          - {monitor: val/purity, name: 'best-purity-{epoch:02d}'}
          - {monitor: val/loss, top_k: 2, name: 'best-loss-{epoch:02d}'}
        """;
  }

  /** Its gradient is passed over the choice of a code as if there were none. */
  @Override
  protected boolean isDerivative(Parameter p) {
    return !p.name().equals("encode");
  }

  @Override
  protected boolean hasLearned(double first, double last) {
    return last < first / 2;
  }
}
