package dev.hydrant.trainer.toy;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Range;

/**
 * A linear autoencoder.
 *
 * @param width numbers of a point
 * @param latent numbers of its code
 * @param spread weight of the second loss
 * @param noise standard deviation of what is added to codes in training
 */
public record ToyConfig(
    @Alias("model_dim") @Range(min = 1) int width,
    @Default("2") @Range(min = 1) int latent,
    @Default("0.1") double spread,
    @Default("0.05") double noise) {
  @Check("latent must be smaller than width")
  boolean codeIsSmaller() {
    return latent < width;
  }
}
