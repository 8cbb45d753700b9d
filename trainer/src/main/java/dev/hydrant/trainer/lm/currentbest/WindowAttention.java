package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/**
 * Attention with normed queries and keys (Henry et al. 2020, arXiv 2010.04245), rotary positions
 * and value embeddings (Zhou et al. 2024, arXiv 2410.17897). Its output starts at zero.
 */
final class WindowAttention extends Mixer {
  private final int heads;
  private final double scale;
  private final Parameter qkv;
  private final Parameter mix;
  private final Linear out;

  WindowAttention(CurrentBestConfig c) {
    long d = c.modelDim();
    heads = c.numHeads();
    scale = c.attnScale();
    qkv = parameter("qkv_w", Trunk.casted(d), 3, d, d).heads(2 * d, c.headDim());
    mix = parameter("lambdas", Init.constant(0.5), 2);
    out = part("c_proj", new Linear(d, d, Init.zeros(), null));
  }

  @Override
  public Tensor forward(Tensor x, Tensor values, AttentionMask mask, Rotary rotary) {
    long b = x.size(0);
    long t = x.size(1);
    long width = x.size(2);
    long d = width / heads;
    Tensor all = x.linear(qkv.view(3 * width, width)).view(b, t, 3L * heads, d);
    Tensor qk = rotary.apply(all.slice(2, 0, 2L * heads).rmsNorm(Trunk.EPS)).transpose(1, 2);
    Tensor v = all.slice(2, 2L * heads, 3L * heads).mul(mix.select(0, 0));
    if (values != null) {
      v = v.add(values.view(b, t, heads, d).mul(mix.select(0, 1)));
    }
    List<Tensor> pair = qk.chunk(2, 1);
    Tensor y = mask.attend(pair.get(0), pair.get(1), v.transpose(1, 2), scale);
    return out.forward(y.transpose(1, 2).view(b, t, width));
  }
}
