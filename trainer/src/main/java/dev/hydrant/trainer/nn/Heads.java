package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;

/** Attention in several heads; the projections around it are the caller's. */
public final class Heads {
  private Heads() {}

  /**
   * Attends in heads, scale {@code 1/√(D/heads)}.
   *
   * @param query, key, value {@code [B, T, D]}
   * @param heads divides D
   * @param causal whether position i sees only positions j ≤ i
   * @return {@code [B, T, D]}
   */
  public static Tensor attend(Tensor query, Tensor key, Tensor value, int heads, boolean causal) {
    Tensor y =
        split(query, heads)
            .attention(split(key, heads), split(value, heads), null, causal, Double.NaN);
    return y.transpose(1, 2).view(query.shape());
  }

  /** {@code [B, T, D]} → {@code [B, heads, T, D/heads]}. */
  private static Tensor split(Tensor x, int heads) {
    return x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }
}
