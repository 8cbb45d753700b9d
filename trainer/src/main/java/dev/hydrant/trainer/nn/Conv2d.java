package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;

/** Convolution over the last two dimensions, with zero padding on all sides. */
public final class Conv2d extends Module {
  public final Parameter weight;
  public final Parameter bias;
  private final long stride;
  private final long padding;

  /** With square kernels, PyTorch's default initial values and a bias. */
  public Conv2d(long in, long out, long kernel, long stride, long padding) {
    Init init = Init.fanIn(in * kernel * kernel);
    weight = parameter("weight", init, out, in, kernel, kernel);
    bias = parameter("bias", init, out);
    this.stride = stride;
    this.padding = padding;
  }

  /** x {@code [B, in, H, W]} → {@code [B, out, ⌊(H + 2·padding − kernel)/stride⌋ + 1, …]}. */
  public Tensor forward(Tensor x) {
    return x.conv(weight, bias, stride, padding, 1, 1);
  }
}
