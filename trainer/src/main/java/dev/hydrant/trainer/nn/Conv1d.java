package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;

/** Convolution over the last dimension, with zero padding on both sides. */
public final class Conv1d extends Module {
  public final Parameter weight;
  public final Parameter bias;
  private final long padding;
  private final long groups;

  /** With PyTorch's default initial values and a bias. */
  public Conv1d(long in, long out, long kernel, long padding, long groups) {
    Init init = Init.fanIn(in / groups * kernel);
    weight = parameter("weight", init, out, in / groups, kernel);
    bias = parameter("bias", init, out);
    this.padding = padding;
    this.groups = groups;
  }

  /** x {@code [B, in, L]} → {@code [B, out, L + 2·padding − kernel + 1]}. */
  public Tensor forward(Tensor x) {
    return x.conv(weight, bias, 1, padding, 1, groups);
  }
}
