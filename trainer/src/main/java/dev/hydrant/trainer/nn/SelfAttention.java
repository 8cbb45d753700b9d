package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/** The attention of a GPT-2 block: one projection to queries, keys and values, and one back. */
public final class SelfAttention extends Module {
  private static final double STD = 0.02;

  private final int heads;
  private final boolean causal;
  private final Linear attn;
  private final Linear proj;

  /**
   * @param d width D
   * @param heads divides D
   * @param causal whether position i sees only positions j ≤ i
   * @param residual initialiser of the projection back into the residual stream
   */
  public SelfAttention(long d, int heads, boolean causal, Init residual) {
    this.heads = heads;
    this.causal = causal;
    attn = part("c_attn", new Linear(d, 3 * d, Init.normal(STD), Init.zeros()));
    attn.weight.heads(2 * d, d / heads);
    proj = part("c_proj", new Linear(d, d, residual, Init.zeros()));
  }

  /** x {@code [B, T, D]} → {@code [B, T, D]}. */
  public Tensor forward(Tensor x) {
    return forward(x, null);
  }

  /**
   * As {@link #forward(Tensor)}, where a mask says who sees whom.
   *
   * @param mask BOOL, true where position i sees position j, {@code [T, T]} with optional leading
   *     dimensions; it replaces the causal one. Null: the causal one, or none
   */
  public Tensor forward(Tensor x, Tensor mask) {
    List<Tensor> qkv = attn.forward(x).chunk(3, -1);
    return proj.forward(
        Heads.attend(qkv.get(0), qkv.get(1), qkv.get(2), heads, mask, causal && mask == null));
  }

  /** The next tokens x {@code [1, S, D]} of a text, causally, with those before them. */
  public Tensor next(Tensor x, KvCache cache) {
    List<Tensor> qkv = attn.forward(x).chunk(3, -1);
    return proj.forward(Heads.attend(qkv.get(0), qkv.get(1), qkv.get(2), heads, cache));
  }

  /** As {@link #next(Tensor, KvCache)}, where a bias says who sees whom. */
  public Tensor next(Tensor x, KvCache cache, KvCache.Bias bias) {
    List<Tensor> qkv = attn.forward(x).chunk(3, -1);
    Tensor y =
        cache.attend(
            Heads.split(qkv.get(0), heads),
            Heads.split(qkv.get(1), heads),
            Heads.split(qkv.get(2), heads),
            Double.NaN,
            bias);
    return proj.forward(y.transpose(1, 2).view(x.shape()));
  }
}
