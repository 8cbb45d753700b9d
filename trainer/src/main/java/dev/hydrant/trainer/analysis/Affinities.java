package dev.hydrant.trainer.analysis;

/** How near points are for t-SNE: Gaussians whose widths give each point the same perplexity. */
final class Affinities {
  private static final int HALVINGS = 200;
  private static final double CLOSE = 1e-5;

  private Affinities() {}

  /** {@code (p_j|i + p_i|j) / 2n}, {@code [n, n]}: symmetric, sums to 1, zero diagonal. */
  static float[] joint(Matrix points, double perplexity) {
    int n = points.rows();
    float[] p = new float[DistanceMatrix.square(n, "t-SNE")];
    DistanceMatrix distances = PairwiseDistances.euclidean(points);
    Rows.each(n, 500L * n, i -> conditional(distances, i, Math.log(perplexity), p));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        float both = (p[i * n + j] + p[j * n + i]) / (2 * n);
        p[i * n + j] = both;
        p[j * n + i] = both;
      }
    }
    return p;
  }

  /** Writes p_j|i into row i: the precision is searched until the entropy is right. */
  private static void conditional(DistanceMatrix distances, int i, double entropy, float[] p) {
    int n = distances.size();
    double[] squared = new double[n];
    double least = Double.POSITIVE_INFINITY;
    double mean = 0;
    for (int j = 0; j < n; j++) {
      squared[j] = distances.get(i, j) * distances.get(i, j);
      least = j == i ? least : Math.min(least, squared[j]);
      mean += squared[j] / (n - 1);
    }
    double beta = mean > 0 ? 1 / mean : 1;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double[] weights = new double[n];
    double sum = 1;
    for (int t = 0; t < HALVINGS; t++) {
      sum = 0;
      double energy = 0;
      for (int j = 0; j < n; j++) {
        // Distances count from the nearest point on: some weight is always 1.
        weights[j] = j == i ? 0 : Math.exp(-beta * (squared[j] - least));
        sum += weights[j];
        energy += weights[j] == 0 ? 0 : weights[j] * beta * (squared[j] - least);
      }
      double over = Math.log(sum) + energy / sum - entropy;
      if (Math.abs(over) < CLOSE || beta > Double.MAX_VALUE / 4) {
        break;
      }
      if (over > 0) {
        low = beta;
        beta = high == Double.POSITIVE_INFINITY ? 2 * beta : (beta + high) / 2;
      } else {
        high = beta;
        beta = (beta + low) / 2;
      }
    }
    for (int j = 0; j < n; j++) {
      p[i * n + j] = (float) (weights[j] / sum);
    }
  }
}
