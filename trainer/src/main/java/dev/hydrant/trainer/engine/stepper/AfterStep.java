package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;

/** Keeps weights in the form that {@link TrainableModel#afterStep} gives them. */
final class AfterStep {
  /** What rounding may change in weights that have the form already, in units of the last place. */
  private static final double ROUNDING = 32;

  private AfterStep() {}

  /** After a step of the optimizer. */
  static void apply(TrainableModel model, Weights weights) {
    weights.torch().noGrad(model::afterStep).forEach((p, v) -> weights.set(p, v.detach()));
  }

  /**
   * For weights that come from elsewhere. Those that have the form already, but for rounding, keep
   * every bit.
   */
  static void settle(TrainableModel model, Weights weights) {
    EagerTorch torch = weights.torch();
    try (var scope = torch.scope()) {
      torch
          .noGrad(model::afterStep)
          .forEach(
              (p, value) -> {
                if (!torch.noGrad(() -> agree(p, value))) {
                  weights.set(p, value.detach());
                }
              });
    }
  }

  private static boolean agree(Tensor now, Tensor wanted) {
    double last = wanted.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    double difference = now.sub(wanted).abs().amax().item();
    return difference <= ROUNDING * last * wanted.abs().amax().item();
  }
}
