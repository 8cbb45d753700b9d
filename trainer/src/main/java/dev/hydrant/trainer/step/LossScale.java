package dev.hydrant.trainer.step;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.DoubleFunction;

/**
 * The factor losses are multiplied with under FLOAT16, so that small gradients are not lost
 * (Micikevicius et al. 2018, arXiv 1710.03740). A step whose gradient overflows is taken again with
 * half the factor; after 2000 good steps the factor doubles.
 */
final class LossScale {
  private static final double FIRST = 65536;
  private static final double SMALLEST = 1.0 / 1024;
  private static final double PATIENCE = 2000;

  private final EagerTorch torch;
  private final Tensor values;

  /** The scale of a backend, or null where its arithmetic needs none. */
  static LossScale of(EagerTorch torch) {
    return torch.autocast() == DType.FLOAT16 ? new LossScale(torch) : null;
  }

  private LossScale(EagerTorch torch) {
    this.torch = torch;
    this.values = torch.tensor(new double[] {FIRST, 0}, 2);
  }

  /** The factor and the number of good steps since it changed; for saving and restoring. */
  Tensor values() {
    return values;
  }

  /** Takes a step with the present factor, and again with smaller ones while it overflows. */
  StepReport repeat(double lossLimit, DoubleFunction<StepReport> step) {
    double[] v = values.toDoubles();
    StepReport r = step.apply(v[0]);
    while (!r.isFinite() && Double.isFinite(r.loss()) && r.loss() <= lossLimit && v[0] > SMALLEST) {
      v[0] /= 2;
      v[1] = -1;
      r = step.apply(v[0]);
    }
    v[1]++;
    if (v[1] >= PATIENCE) {
      v[0] *= 2;
      v[1] = 0;
    }
    torch.copy(torch.tensor(v, 2), values);
    return r;
  }
}
