package dev.hydrant.trainer.model;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The slope of a model's loss along a random direction of each parameter, by its gradient and by
 * central differences. In double precision, so that they agree to seven digits.
 */
final class FiniteDifferences {
  private static final double WIDTH = 1e-5;

  private final Weights weights;
  private final ModelUnderTest model;
  private final Map<String, Tensor> batch;
  private final Map<Parameter, double[]> gradients = new HashMap<>();

  FiniteDifferences(Weights weights, ModelUnderTest model) {
    this.weights = weights;
    this.model = model;
    EagerTorch torch = weights.torch();
    this.batch = model.batch(torch, 0);
    torch.randomKey(5, 1);
    Tensor loss = model.loss(batch, Phase.TRAIN).loss();
    List<Tensor> found = torch.gradients(loss, weights.trainable());
    for (int i = 0; i < found.size(); i++) {
      gradients.put(weights.trainable().get(i), found.get(i).toDoubles());
    }
  }

  private static double[] direction(Parameter p) {
    return new SplittableRandom(p.name().hashCode()).doubles(p.count(), -1, 1).toArray();
  }

  /** The slope that the gradient tells. */
  double analytic(Parameter p) {
    double[] gradient = gradients.get(p);
    double[] d = direction(p);
    double slope = 0;
    for (int j = 0; j < d.length; j++) {
      slope += d[j] * gradient[j];
    }
    return slope;
  }

  /** The slope that two losses tell. */
  double numeric(Parameter p) {
    double[] x = p.toDoubles();
    double above = lossAt(p, x, WIDTH);
    double below = lossAt(p, x, -WIDTH);
    weights.set(p, weights.torch().tensor(x, p.shape()));
    return (above - below) / (2 * WIDTH);
  }

  /** The sum of the gradient's absolute values. */
  double size(Parameter p) {
    return Arrays.stream(gradients.get(p)).map(Math::abs).sum();
  }

  private double lossAt(Parameter p, double[] x, double along) {
    double[] d = direction(p);
    double[] moved = new double[x.length];
    Arrays.setAll(moved, j -> x[j] + along * d[j]);
    EagerTorch torch = weights.torch();
    try (Scope s = torch.scope()) {
      weights.set(p, torch.tensor(moved, p.shape()));
      torch.randomKey(5, 1);
      return torch.noGrad(() -> model.loss(batch, Phase.TRAIN).loss()).item();
    }
  }
}
