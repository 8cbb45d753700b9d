package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;

/** Attention in several heads; the projections around it are the caller's. */
public final class Heads {
  private Heads() {}

  /**
   * Attends in heads, scale {@code 1/√(D/heads)}.
   *
   * @param query of the positions that look, {@code [B, T, D]}, as key and value
   * @param heads divides D
   * @param mask BOOL, true where position i sees position j, {@code [T, T]} with optional leading
   *     dimensions; or null
   * @param causal whether position i sees only positions j ≤ i; not together with a mask
   * @return {@code [B, T, D]}
   */
  public static Tensor attend(
      Tensor query, Tensor key, Tensor value, int heads, Tensor mask, boolean causal) {
    Tensor y =
        split(query, heads)
            .attention(split(key, heads), split(value, heads), mask, causal, Double.NaN);
    return y.transpose(1, 2).view(query.shape());
  }

  /**
   * As above, causally, with the positions before those at hand.
   *
   * @param cache see {@link KvCache#attend}
   */
  public static Tensor attend(Tensor query, Tensor key, Tensor value, int heads, KvCache cache) {
    Tensor y =
        KvCache.attend(
            cache, split(query, heads), split(key, heads), split(value, heads), Double.NaN);
    return y.transpose(1, 2).view(query.shape());
  }

  /** {@code [B, T, D]} → {@code [B, heads, T, D/heads]}. */
  static Tensor split(Tensor x, int heads) {
    return x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }
}
