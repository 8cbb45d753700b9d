package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/** How much the embeddings of categories tell the same. */
final class Orthogonality {
  private static final double EPS = 1e-8;

  private Orthogonality() {}

  /**
   * The mean of cos² over all pairs of categories and rows; 0 for a single category.
   *
   * @param embeddings {@code [B, E]} of each category
   */
  static Tensor loss(List<Tensor> embeddings) {
    int n = embeddings.size();
    if (n < 2) {
      return embeddings.get(0).sum().mul(0);
    }
    List<Tensor> unit = embeddings.stream().map(e -> e.div(length(e))).toList();
    Tensor sum = null;
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        Tensor square = unit.get(a).mul(unit.get(b)).sum(1).square().mean();
        sum = sum == null ? square : sum.add(square);
      }
    }
    return sum.mul(2.0 / (n * (n - 1)));
  }

  private static Tensor length(Tensor e) {
    return e.square().sum(1, true).add(EPS * EPS).sqrt();
  }
}
