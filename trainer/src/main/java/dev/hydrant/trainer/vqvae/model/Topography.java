package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/**
 * How well distances survive: the correlation of distances between inputs, between latents and
 * between codes, over all pairs of rows, each row with itself included.
 *
 * @param before between inputs and latents, ρ_pre
 * @param after between latents and codes, ρ_post
 */
record Topography(Tensor before, Tensor after) {
  private static final double BEFORE = 0.3;
  private static final double AFTER = 0.7;

  /**
   * Compares the distances of rows.
   *
   * @param x {@code [n, D]}
   * @param latents {@code [n, d]} of each quantizer
   * @param codes {@code [n, d]} of each quantizer
   */
  static Topography of(Tensor x, List<Tensor> latents, List<Tensor> codes) {
    Tensor inputs = distances(x);
    Tensor between = mean(latents);
    return new Topography(correlation(inputs, between), correlation(between, mean(codes)));
  }

  /** What is minimised, between 0 and 2. */
  Tensor loss() {
    return before.neg().add(1).mul(BEFORE).add(after.neg().add(1).mul(AFTER));
  }

  private static Tensor mean(List<Tensor> spaces) {
    return spaces.stream()
        .map(Topography::distances)
        .reduce(Tensor::add)
        .orElseThrow()
        .mul(1.0 / spaces.size());
  }

  /** {@code [n, d] → [n, n]}. The root is kept off 0, where it has no slope. */
  static Tensor distances(Tensor x) {
    Tensor norms = x.square().sum(1);
    Tensor squares =
        norms.unsqueeze(1).add(norms.unsqueeze(0)).sub(x.matmul(x.t()).mul(2)).clampMin(0);
    return squares.add(1e-12).sqrt();
  }

  private static Tensor correlation(Tensor a, Tensor b) {
    Tensor x = a.sub(a.mean());
    Tensor y = b.sub(b.mean());
    Tensor scale = x.square().sum().sqrt().mul(y.square().sum().sqrt());
    return x.mul(y).sum().div(scale.add(1e-8));
  }
}
