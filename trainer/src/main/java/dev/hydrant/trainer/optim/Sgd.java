package dev.hydrant.trainer.optim;

import java.util.List;

/**
 * Stochastic gradient descent with momentum.
 *
 * @param lr learning rate
 * @param momentum decay of the velocity; 0 for none
 * @param weightDecay added to the gradient in units of the parameter
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
