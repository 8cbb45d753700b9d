package dev.hydrant.trainer.step;

import java.util.Map;

/**
 * The numbers of one step.
 *
 * @param loss mean over the micro-batches
 * @param gradNorm Euclidean norm of the gradient before clipping; NaN for an evaluation, and for a
 *     step whose loss was above its limit
 * @param metrics the model's own numbers, mean over the micro-batches
 */
public record StepReport(double loss, double gradNorm, Map<String, Double> metrics) {
  /**
   * Whether the update was carried out: loss and gradient were finite, and the loss in its limit.
   */
  public boolean isFinite() {
    return Double.isFinite(loss) && !Double.isInfinite(gradNorm) && !Double.isNaN(gradNorm);
  }
}
