package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;

/** {@code y = x · Wᵀ + b}. */
public final class Linear extends Module {
  public final Parameter weight;
  public final Parameter bias;

  /**
   * @param bias initialiser of the bias, or null for none
   */
  public Linear(long in, long out, Init weight, Init bias) {
    this.weight = parameter("weight", weight, out, in);
    this.bias = bias == null ? null : parameter("bias", bias, out);
  }

  /** With PyTorch's default initial values. */
  public Linear(long in, long out, boolean bias) {
    this(in, out, Init.fanIn(in), bias ? Init.fanIn(in) : null);
  }

  /** x {@code [..., in]} → {@code [..., out]}. */
  public Tensor forward(Tensor x) {
    return x.linear(weight, bias);
  }
}
