package dev.hydrant.trainer.optim;

import java.util.List;

/**
 * Adam with one second moment per row of a matrix, or per head of queries and keys, instead of one
 * per element (Zhang et al. 2024, arXiv 2406.16793), which halves the optimizer's memory. Vectors
 * are updated as by AdamW.
 *
 * @param lr learning rate
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param eps added to the root of the second moment
 * @param weightDecay per step and unit of learning rate, decoupled
 */
public record AdamMini(double lr, double beta1, double beta2, double eps, double weightDecay)
    implements Rule {

  @Override
  public AdamMini withLr(double lr) {
    return new AdamMini(lr, beta1, beta2, eps, weightDecay);
  }

  @Override
  public List<StateVector> state() {
    return List.of(StateVector.perElement("exp_avg"), new StateVector("exp_avg_sq", true));
  }

  @Override
  public String kernel() {
    return "adam_mini";
  }

  @Override
  public double[] numbers() {
    return new double[] {lr, beta1, beta2, eps, weightDecay};
  }

  @Override
  public boolean needsRows() {
    return true;
  }

  @Override
  public boolean takesHeadsAsRows() {
    return true;
  }
}
