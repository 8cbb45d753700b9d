package dev.hydrant.trainer.optim;

import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.ScriptText;
import dev.hydrant.trainer.torch.Tensor;

/**
 * An exponential moving average of all weights that training changes, kept beside them and
 * exchanged for evaluation. Frozen parameters are their own average.
 */
public final class Ema {
  private final Weights weights;
  private final Tensor changing;
  private final Tensor average;
  private final ScriptFunction script;

  /** Starts at the current weights. */
  public Ema(Weights weights) {
    this.weights = weights;
    this.changing = weights.changing();
    this.average = weights.torch().noGrad(() -> changing.abs().mul(changing.sign()));
    this.script = new ScriptFunction(weights.torch(), ScriptText.kernel("ema"));
  }

  /** Starts anew at the current weights. */
  public void restart() {
    weights.torch().copy(changing, average);
  }

  /** {@code average ← decay·average + (1 − decay)·weights}. */
  public void update(double decay) {
    script.number("ema", average, changing, decay);
  }

  /** Exchanges averages and weights; a second call exchanges them back. */
  public void swap() {
    script.number("swap", average, changing);
  }

  /** The averages, laid out like {@link Weights#changing()}; for saving and restoring. */
  public Tensor average() {
    return average;
  }
}
