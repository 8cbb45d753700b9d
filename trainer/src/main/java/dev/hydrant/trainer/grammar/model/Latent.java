package dev.hydrant.trainer.grammar.model;

import dev.hydrant.trainer.torch.Tensor;

/**
 * A normal distribution of latent vectors for each row.
 *
 * @param mean μ, {@code [B, z]}
 * @param logVariance ln σ², {@code [B, z]}
 */
public record Latent(Tensor mean, Tensor logVariance) {
  /** The divergence from the standard normal distribution of each row, in nats, {@code [B]}. */
  Tensor divergence() {
    return mean.square().add(logVariance.exp()).sub(1).sub(logVariance).sum(1).mul(0.5);
  }

  /**
   * Draws vectors, {@code [B, z]}.
   *
   * @param noise factor on the deviation; 1 is the distribution itself, 0 its mean
   */
  public Tensor draw(double noise) {
    if (noise == 0) {
      return mean;
    }
    Tensor normal = mean.torch().random("latent").normal(mean.shape());
    return mean.add(normal.mul(logVariance.mul(0.5).exp()).mul(noise));
  }
}
