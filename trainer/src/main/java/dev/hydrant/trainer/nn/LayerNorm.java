package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;

/** Layer normalisation of the last dimension (Ba et al. 2016, arXiv 1607.06450). */
public final class LayerNorm extends Module {
  public final Parameter weight;
  public final Parameter bias;
  private final double eps;

  public LayerNorm(long dim, double eps) {
    weight = parameter("weight", Init.ones(), dim);
    bias = parameter("bias", Init.zeros(), dim);
    this.eps = eps;
  }

  public Tensor forward(Tensor x) {
    return x.layerNorm(weight, bias, eps);
  }
}
