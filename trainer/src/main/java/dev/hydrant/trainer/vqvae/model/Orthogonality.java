package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;

/** How much the embeddings of categories tell the same. */
final class Orthogonality {
  private static final double EPS = 1e-8;

  private Orthogonality() {}

  /**
   * The mean of cos² over all pairs of categories and rows; 0 for a single category.
   *
   * @param embeddings {@code [C, B, E]}
   */
  static Tensor loss(Tensor embeddings) {
    long n = embeddings.size(0);
    if (n < 2) {
      return embeddings.sum().mul(0);
    }
    Torch torch = embeddings.torch();
    Tensor length = embeddings.square().sum(2, true).add(EPS * EPS).sqrt();
    Tensor unit = embeddings.div(length).permute(1, 0, 2);
    Tensor others = torch.constant(() -> torch.ones(n, n).sub(torch.eye(n)));
    double pairs = (double) embeddings.size(1) * n * (n - 1);
    return unit.matmul(unit.t()).mul(others).square().sum().mul(1 / pairs);
  }
}
