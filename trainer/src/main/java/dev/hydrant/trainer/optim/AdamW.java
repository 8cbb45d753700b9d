package dev.hydrant.trainer.optim;

import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101); with decay 0 it
 * is {@link Adam}.
 *
 * @param lr learning rate
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param eps added to the root of the second moment
 * @param weightDecay per step and unit of learning rate
 */
public record AdamW(double lr, double beta1, double beta2, double eps, double weightDecay)
    implements Rule {

  @Override
  public AdamW withLr(double lr) {
    return new AdamW(lr, beta1, beta2, eps, weightDecay);
  }

  @Override
  public List<StateVector> state() {
    return List.of(StateVector.perElement("exp_avg"), StateVector.perElement("exp_avg_sq"));
  }

  @Override
  public String kernel() {
    return "adamw";
  }

  @Override
  public double[] numbers() {
    return new double[] {lr, beta1, beta2, eps, weightDecay};
  }
}
