package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/** Layer normalisation whose bias may be left out. */
final class SetNorm extends Module {
  private final Parameter weight;
  private final Parameter bias;
  private final double eps;

  SetNorm(long width, boolean bias, double eps) {
    this.weight = parameter("weight", Init.ones(), width);
    this.bias = bias ? parameter("bias", Init.zeros(), width) : null;
    this.eps = eps;
  }

  Tensor forward(Tensor x) {
    return bias == null ? x.layerNorm(null, null, eps).mul(weight) : x.layerNorm(weight, bias, eps);
  }
}
