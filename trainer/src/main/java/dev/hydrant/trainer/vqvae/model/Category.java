package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.vqvae.prepare.LevelTable.Level;
import java.util.List;

/**
 * A category of features.
 *
 * @param features places among the model's features, ascending
 * @param levels of its codebooks
 */
public record Category(String name, int[] features, List<Level> levels) {
  /** The lengths of its latents together. */
  long width() {
    return levels.stream().mapToLong(Level::latentDim).sum();
  }
}
