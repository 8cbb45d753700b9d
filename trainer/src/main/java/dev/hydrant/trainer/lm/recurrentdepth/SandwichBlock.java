package dev.hydrant.trainer.lm.recurrentdepth;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.RmsNorm;
import dev.hydrant.trainer.nn.SelfAttention;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * A transformer block with a norm in front of each part and one behind each sum: {@code x = n₂(x +
 * Attn(n₁ x))}, {@code x = n₄(x + MLP(n₃ x))} (Geiping et al. 2025, arXiv 2502.05171), which keeps
 * a block that is repeated many times from growing its input.
 */
final class SandwichBlock extends Module {
  private static final double STD = 0.02;
  private static final double EPS = 1e-6;

  private final List<RmsNorm> norms;
  private final SelfAttention attn;
  private final Linear fc;
  private final Linear proj;

  /**
   * @param depth blocks a token passes; residual projections start at {@code .02/√(2·depth)}
   */
  SandwichBlock(long d, int heads, int depth) {
    Init residual = Init.normal(STD / Math.sqrt(2.0 * depth));
    norms = parts("norm", 4, i -> new RmsNorm(d, EPS));
    attn = part("attn", new SelfAttention(d, heads, true, residual));
    fc = part("mlp.c_fc", new Linear(d, 4 * d, Init.normal(STD), Init.zeros()));
    proj = part("mlp.c_proj", new Linear(4 * d, d, residual, Init.zeros()));
  }

  /** x {@code [B, T, D]} → {@code [B, T, D]}. */
  Tensor forward(Tensor x) {
    return Torch.recompute(z -> next(z, null), x);
  }

  /**
   * As above.
   *
   * @param cache what was kept of the tokens before, or null for whole rows
   */
  Tensor next(Tensor x, KvCache cache) {
    Tensor in = norms.get(0).forward(x);
    Tensor y = norms.get(1).forward(x.add(cache == null ? attn.forward(in) : attn.next(in, cache)));
    Tensor z = proj.forward(fc.forward(norms.get(2).forward(y)).geluTanh());
    return norms.get(3).forward(y.add(z));
  }
}
