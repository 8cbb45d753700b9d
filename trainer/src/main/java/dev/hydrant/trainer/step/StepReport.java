package dev.hydrant.trainer.step;

import java.util.Map;

/**
 * The numbers of one step.
 *
 * @param loss mean over the micro-batches
 * @param gradNorm Euclidean norm of the gradient before clipping; NaN for an evaluation, and for a
 *     step whose loss was above its limit
 * @param metrics the model's own numbers, mean over the micro-batches; quotients in halves, see
 *     {@link Ratios}
 * @param gathered what an evaluation brought to the host
 */
public record StepReport(
    double loss, double gradNorm, Map<String, Double> metrics, Map<String, HostTensor> gathered) {
  /** Of a step that gathers nothing. */
  public StepReport(double loss, double gradNorm, Map<String, Double> metrics) {
    this(loss, gradNorm, metrics, Map.of());
  }

  /**
   * Whether the update was carried out: loss and gradient were finite, and the loss in its limit.
   */
  public boolean isFinite() {
    return Double.isFinite(loss) && !Double.isInfinite(gradNorm) && !Double.isNaN(gradNorm);
  }
}
