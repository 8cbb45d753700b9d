package dev.hydrant.trainer.vqvae.features;

import java.util.List;

/**
 * The features of one family.
 *
 * @param name of the family
 * @param names of the features, D
 * @param values {@code [N, D]}, row-major; gaps are NaN
 * @param rows N
 */
public record FeatureFamily(String name, List<String> names, float[] values, int rows) {
  /** The number of features, D. */
  public int width() {
    return names.size();
  }
}
