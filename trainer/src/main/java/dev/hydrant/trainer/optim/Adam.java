package dev.hydrant.trainer.optim;

import java.util.List;

/**
 * Adam (Kingma and Ba 2015, arXiv 1412.6980) as {@code torch.optim.Adam} takes it. Weight decay is
 * coupled: decay·p is part of the gradient, behind clipping, and so goes through both moments. With
 * decay 0 it is {@link AdamW}.
 *
 * @param lr learning rate
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param eps added to the root of the second moment
 * @param weightDecay decay·p is added to the gradient of p
 */
public record Adam(double lr, double beta1, double beta2, double eps, double weightDecay)
    implements Rule {

  @Override
  public Adam withLr(double lr) {
    return new Adam(lr, beta1, beta2, eps, weightDecay);
  }

  @Override
  public List<StateVector> state() {
    return List.of(StateVector.perElement("exp_avg"), StateVector.perElement("exp_avg_sq"));
  }

  @Override
  public String kernel() {
    return "adam";
  }

  @Override
  public double[] numbers() {
    return new double[] {lr, beta1, beta2, eps, weightDecay};
  }
}
