package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/** {@code x + GELU(norm(conv(x)))}, a convolution over three neighbours; padding counts as 0. */
public final class ConvBlock extends Module {
  private static final long KERNEL = 3;

  /** As PyTorch's Conv1d has them. */
  private static final class Conv extends Module {
    final Parameter weight;
    final Parameter bias;

    Conv(long channels) {
      weight = parameter("weight", Init.fanIn(KERNEL * channels), channels, channels, KERNEL);
      bias = parameter("bias", Init.fanIn(KERNEL * channels), channels);
    }
  }

  private final Conv conv;
  private final PaddedBatchNorm norm;

  public ConvBlock(long channels) {
    conv = part("conv", new Conv(channels));
    norm = part("norm", new PaddedBatchNorm(channels, 1));
  }

  /** x {@code [B, L, C]} → {@code [B, L, C]}. */
  public Tensor forward(Tensor x, Pass pass) {
    long l = x.size(1);
    long c = x.size(2);
    Tensor there = pass.present() == null ? x : x.mul(pass.present().to(x.dtype()).unsqueeze(-1));
    Tensor padded = there.pad(0, 0, 0, 1, 1);
    Tensor neighbours =
        Torch.cat(
            List.of(padded.slice(1, 0, l), there, padded.slice(1, 2, l + 2)), -1); // [B, L, 3C]
    // One product for all three: [out, in, 3] → [out, 3·in].
    Tensor matrix = conv.weight.permute(0, 2, 1).contiguous().view(c, KERNEL * c);
    return norm.forward(neighbours.linear(matrix, conv.bias), pass).gelu().add(x);
  }
}
