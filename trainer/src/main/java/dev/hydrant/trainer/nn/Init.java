package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.RandomStream;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;

/** How a parameter gets its first values. */
@FunctionalInterface
public interface Init {
  /** Makes the values; {@code random} depends on the seed and the parameter's name alone. */
  Tensor create(Torch torch, RandomStream random, long[] shape);

  static Init zeros() {
    return constant(0);
  }

  static Init ones() {
    return constant(1);
  }

  static Init constant(double value) {
    return (torch, random, shape) -> torch.full(torch.floatType(), value, shape);
  }

  /** Normal with mean 0. */
  static Init normal(double deviation) {
    return (torch, random, shape) -> random.normal(shape).mul(deviation);
  }

  /** Uniform in [−bound, bound). */
  static Init uniform(double bound) {
    return (torch, random, shape) -> random.uniform(shape).sub(0.5).mul(2 * bound);
  }

  /** PyTorch's default of linear layers and their biases: uniform in ±1/√fanIn. */
  static Init fanIn(long fanIn) {
    return uniform(1 / Math.sqrt(fanIn));
  }

  /** Given values, in row-major order. */
  static Init values(double... values) {
    return (torch, random, shape) -> torch.tensor(values, shape);
  }
}
