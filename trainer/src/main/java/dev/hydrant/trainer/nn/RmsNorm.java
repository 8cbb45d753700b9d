package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;

/**
 * Root-mean-square normalisation with a learned scale (Zhang and Sennrich 2019, arXiv 1910.07467).
 */
public final class RmsNorm extends Module {
  public final Parameter weight;
  private final double eps;

  public RmsNorm(long dim, double eps) {
    weight = parameter("weight", Init.ones(), dim);
    this.eps = eps;
  }

  public Tensor forward(Tensor x) {
    return x.rmsNorm(eps).mul(weight);
  }
}
