package dev.hydrant.trainer.vqvae.features;

import java.util.List;

/**
 * The samples of one family as they lie in a file.
 *
 * @param names of the features of a table; empty for series and images
 * @param shape of one sample
 * @param values {@code [N, …]}, row-major; gaps are NaN
 * @param rows N
 */
public record FeatureSamples(
    String name, List<String> names, long[] shape, float[] values, int rows) {
  /** The samples of a table. */
  static FeatureSamples of(FeatureFamily table) {
    return new FeatureSamples(
        table.name(), table.names(), new long[] {table.width()}, table.values(), table.rows());
  }
}
