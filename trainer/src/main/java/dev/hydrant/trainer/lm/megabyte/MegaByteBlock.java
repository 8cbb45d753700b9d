package dev.hydrant.trainer.lm.megabyte;

import dev.hydrant.trainer.nn.Heads;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/**
 * A pre-norm transformer block with a gated MLP: {@code x + Attn(LN₁ x)}, then {@code x +
 * W_down(gelu(W_gate y) ∘ W_up y)} with y = LN₂ x.
 */
final class MegaByteBlock extends Module {
  static final double STD = 0.02;
  static final double EPS = 1e-5;

  private final int heads;
  private final boolean causal;
  private final LayerNorm ln1;
  private final Linear q;
  private final Linear k;
  private final Linear v;
  private final Linear o;
  private final LayerNorm ln2;
  private final Linear gate;
  private final Linear up;
  private final Linear down;

  /**
   * @param d width
   * @param mult inner width in units of d
   * @param layers depth of the model the block is part of
   */
  MegaByteBlock(long d, int heads, int mult, int layers, boolean causal) {
    this.heads = heads;
    this.causal = causal;
    Init normal = Init.normal(STD);
    Init residual = Init.normal(STD / Math.sqrt(2.0 * layers));
    ln1 = part("ln_1", new LayerNorm(d, EPS));
    q = part("attn.q", new Linear(d, d, normal, Init.zeros()));
    k = part("attn.k", new Linear(d, d, normal, Init.zeros()));
    List.of(q, k).forEach(m -> m.weight.heads(d, d / heads));
    v = part("attn.v", new Linear(d, d, normal, Init.zeros()));
    o = part("attn.o", new Linear(d, d, residual, Init.zeros()));
    ln2 = part("ln_2", new LayerNorm(d, EPS));
    gate = part("mlp.gate", new Linear(d, mult * d, normal, null));
    up = part("mlp.up", new Linear(d, mult * d, normal, null));
    down = part("mlp.down", new Linear(mult * d, d, residual, null));
  }

  /** x {@code [B, T, D]} → {@code [B, T, D]}. */
  Tensor forward(Tensor x) {
    return forward(x, null);
  }

  /**
   * As above.
   *
   * @param cache what was kept of the positions before, or null for whole rows
   */
  Tensor forward(Tensor x, KvCache cache) {
    Tensor in = ln1.forward(x);
    Tensor query = q.forward(in);
    Tensor key = k.forward(in);
    Tensor value = v.forward(in);
    Tensor seen =
        cache == null
            ? Heads.attend(query, key, value, heads, null, causal)
            : Heads.attend(query, key, value, heads, cache);
    Tensor y = x.add(o.forward(seen));
    Tensor z = ln2.forward(y);
    return y.add(down.forward(gate.forward(z).geluTanh().mul(up.forward(z))));
  }
}
