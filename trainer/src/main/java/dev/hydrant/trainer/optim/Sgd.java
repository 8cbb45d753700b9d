package dev.hydrant.trainer.optim;

import java.util.List;

/**
 * Stochastic gradient descent with momentum, as {@code torch.optim.SGD} takes it. Weight decay is
 * coupled: it is part of the gradient, behind clipping and before momentum, which sums it up over
 * the steps: with momentum μ and no other gradient a weight shrinks by lr·decay/(1 − μ) a step, not
 * by lr·decay as with {@link AdamW}.
 *
 * @param lr learning rate
 * @param momentum decay of the velocity; 0 for none
 * @param weightDecay decay·p is added to the gradient of p
 */
public record Sgd(double lr, double momentum, double weightDecay) implements Rule {

  @Override
  public Sgd withLr(double lr) {
    return new Sgd(lr, momentum, weightDecay);
  }

  @Override
  public List<StateVector> state() {
    return List.of(StateVector.perElement("momentum"));
  }

  @Override
  public String kernel() {
    return "sgd";
  }

  @Override
  public double[] numbers() {
    return new double[] {lr, momentum, weightDecay};
  }
}
