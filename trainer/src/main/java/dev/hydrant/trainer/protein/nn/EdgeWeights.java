package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.torch.Tensor;

/**
 * How edges pull at their ends.
 *
 * @param alpha {@code [..., 1, 1]}
 * @param lambda Λ; null for rank 0
 */
record EdgeWeights(Tensor alpha, EdgeRows lambda) {
  /**
   * Of some edges.
   *
   * @param a what the MLP of α gives, {@code [..., 1]}
   * @param table null for rank 0
   * @param hidden values of the MLP of Λ, {@code [..., k − 1]}; null for rank 0
   */
  static EdgeWeights of(Tensor a, EdgeRows.Table table, Tensor hidden) {
    return new EdgeWeights(a.softplus().unsqueeze(-1), table == null ? null : table.at(hidden));
  }

  /** δ {@code [..., h, D/h]} → ρ = α·δ + Λᵀ(Λ·δ) of the same shape. */
  Tensor pull(Tensor delta) {
    Tensor along = delta.mul(alpha);
    return lambda == null ? along : along.add(lambda.pull(delta));
  }
}
