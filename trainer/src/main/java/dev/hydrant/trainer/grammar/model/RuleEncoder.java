package dev.hydrant.trainer.grammar.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules to mean and variance of a latent vector: blocks of {@code ReLU(conv(x)) + x}, then the mean
 * over all places, padding included, or all places side by side.
 */
final class RuleEncoder extends Module {
  private final List<Block> blocks = new ArrayList<>();
  private final boolean flatten;
  private final Linear dense;
  private final Linear mu;
  private final Linear logVariance;

  /**
   * A convolution of odd or even width that keeps the length, {@code [B, T, in]} to {@code [B, T,
   * out]}.
   */
  private static final class Conv extends Module {
    final Parameter weight;
    final Parameter bias;
    private final long width;

    Conv(long in, long out, long width) {
      Init init = Init.fanIn(in * width);
      weight = parameter("weight", init, out, in, width);
      bias = parameter("bias", init, out);
      this.width = width;
    }

    Tensor forward(Tensor x) {
      return width == 1 ? x.linear(weight.select(2, 0), bias) : x.convRows(weight, bias);
    }
  }

  /** {@code ReLU(conv(x)) + r(x)}, where r widens x if it must. */
  private record Block(Conv conv, Conv residual) {
    Tensor forward(Tensor x) {
      return conv.forward(x).relu().add(residual == null ? x : residual.forward(x));
    }
  }

  RuleEncoder(VaeSizes sizes) {
    long in = sizes.productions();
    for (int i = 0; i < sizes.channels().size(); i++) {
      long out = sizes.channels().get(i);
      Conv conv =
          part("conv_blocks.%d.0".formatted(2 * i), new Conv(in, out, sizes.kernels().get(i)));
      Conv residual = in == out ? null : part("conv_blocks." + (2 * i + 1), new Conv(in, out, 1));
      blocks.add(new Block(conv, residual));
      in = out;
    }
    flatten = sizes.flatten();
    long width = flatten ? in * sizes.length() : in;
    dense = sizes.dense() == 0 ? null : part("dense", new Linear(width, sizes.dense(), true));
    width = dense == null ? width : sizes.dense();
    mu = part("fc_mu", new Linear(width, sizes.latent(), true));
    logVariance = part("fc_logvar", new Linear(width, sizes.latent(), true));
  }

  /** One-hot rules {@code [B, T, P]} → mean and logarithm of the variance, {@code [B, z]}. */
  Latent forward(Tensor rules) {
    Tensor x = rules;
    for (Block block : blocks) {
      x = block.forward(x);
    }
    Tensor pooled = flatten ? x.transpose(1, 2).flatten(1, 2) : x.mean(1);
    Tensor h = dense == null ? pooled : dense.forward(pooled).relu();
    return new Latent(mu.forward(h), logVariance.forward(h));
  }
}
