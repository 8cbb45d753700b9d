package dev.hydrant.trainer.lm.ngpt;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/**
 * A learned vector that starts at {@code init} but is stored at the size {@code scale}, which makes
 * the learning rate of Adam effective for it.
 */
final class Scale extends Module {
  final Parameter weight;
  private final double factor;

  Scale(long size, double init, double scale) {
    weight = parameter("weight", Init.constant(scale), size);
    factor = init / scale;
  }

  /** The effective values, {@code [size]}. */
  Tensor value() {
    return weight.mul(factor);
  }
}
