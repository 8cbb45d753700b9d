package dev.hydrant.trainer.mixture.data;

import dev.hydrant.trainer.analysis.GaussianMixture;
import dev.hydrant.trainer.analysis.Matrix;

/**
 * Points drawn from one mixture, with all that is known of it.
 *
 * @param points {@code [N, d]}, values of single precision
 * @param labels the component of each point
 * @param centres the components' means, {@code [K, d]}
 * @param weights of the components, summing to 1
 * @param noise σ, the standard deviation of a component in each dimension
 * @param snr decibels
 */
public record PointSet(
    Matrix points, int[] labels, Matrix centres, double[] weights, double noise, double snr) {

  /** N. */
  public int size() {
    return labels.length;
  }

  /** K. */
  public int components() {
    return weights.length;
  }

  /** d. */
  public int dim() {
    return points.columns();
  }

  /** Points of each component; some may have none. */
  public int[] counts() {
    int[] counts = new int[weights.length];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** The centre of each point's component, {@code [N, d]}. */
  public Matrix targets() {
    int d = dim();
    double[] values = new double[size() * d];
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < d; j++) {
        values[i * d + j] = centres.get(labels[i], j);
      }
    }
    return Matrix.of(values, size(), d);
  }

  /** The mixture that the points were drawn from. */
  public GaussianMixture mixture() {
    return GaussianMixture.spherical(weights, centres, noise * noise);
  }
}
