package dev.hydrant.trainer.lm.ngpt;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.torch.Tensor;

/** Vectors of length one. */
final class Sphere {
  private static final double SMALLEST = 1e-24;

  private Sphere() {}

  /** x divided by its length along the last dimension. */
  static Tensor unit(Tensor x) {
    return x.rmsNorm(SMALLEST).mul(1 / Math.sqrt(x.size(-1)));
  }

  /** x divided by its length along any dimension. */
  static Tensor unit(Tensor x, int dim) {
    return x.div(x.square().sum(dim, true).clampMin(SMALLEST).sqrt());
  }

  /** Normal values, then vectors of length one along a dimension. */
  static Init random(int dim) {
    return (torch, random, shape) -> unit(random.normal(shape), dim);
  }
}
