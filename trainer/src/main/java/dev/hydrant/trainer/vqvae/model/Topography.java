package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.torch.Tensor;

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
   * @param latents {@code [n, Σd]} of all quantizers
   * @param codes {@code [n, Σd]} of all quantizers
   * @param lengths d of each quantizer
   */
  static Topography of(Tensor x, Tensor latents, Tensor codes, long... lengths) {
    Tensor inputs = x.meanDistances(x.size(1));
    Tensor between = latents.meanDistances(lengths);
    return new Topography(
        correlation(inputs, between), correlation(between, codes.meanDistances(lengths)));
  }

  /** What is minimised, between 0 and 2. */
  Tensor loss() {
    return before.neg().add(1).mul(BEFORE).add(after.neg().add(1).mul(AFTER));
  }

  private static Tensor correlation(Tensor a, Tensor b) {
    Tensor x = a.sub(a.mean());
    Tensor y = b.sub(b.mean());
    Tensor scale = x.square().sum().sqrt().mul(y.square().sum().sqrt());
    return x.mul(y).sum().div(scale.add(1e-8));
  }
}
