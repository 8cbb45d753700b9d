package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;

/**
 * A block: a blend of its input and the embeddings, then attention, then an MLP with relu² (So et
 * al. 2021, arXiv 2109.08668), both of normed inputs and added. Both start at zero.
 */
public final class Block extends dev.hydrant.trainer.nn.Module {
  private final Parameter blend;
  private final Mixer attention;
  private final Linear up;
  private final Linear down;

  /**
   * @param attention null for none
   */
  Block(long dim, Mixer attention) {
    blend = parameter("lambdas", Init.values(1, 0), 2);
    this.attention = attention == null ? null : part("attn", attention);
    up = part("mlp.c_fc", new Linear(dim, 4 * dim, Trunk.casted(dim), null));
    down = part("mlp.c_proj", new Linear(4 * dim, dim, Init.zeros(), null));
  }

  /** A block with window attention. */
  public static Block of(CurrentBestConfig c) {
    return new Block(c.modelDim(), new WindowAttention(c));
  }

  /**
   * @param x {@code [B, T, D]}
   * @param first the embeddings the row began with, {@code [B, T, D]}
   * @param values value embeddings {@code [B, T, D]}, or null
   */
  public Tensor forward(Tensor x, Tensor first, Tensor values, AttentionMask mask, Rotary rotary) {
    Tensor z = x.mul(blend.select(0, 0)).add(first.mul(blend.select(0, 1)));
    if (attention != null) {
      z = z.add(attention.forward(z.rmsNorm(Trunk.EPS), values, mask, rotary));
    }
    return z.add(down.forward(up.forward(z.rmsNorm(Trunk.EPS)).relu().square()));
  }
}
