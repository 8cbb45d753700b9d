package dev.hydrant.trainer.analysis;

import java.util.SplittableRandom;

/** Where the points of a map begin: their two first principal components. */
final class MapStart {
  private static final double JITTER = 1e-3;

  private MapStart() {}

  /** Coordinates {@code [n, 2]} with standard deviation {@code scale} along the first. */
  static double[] of(Matrix points, double scale, long seed) {
    int n = points.rows();
    double[] y = new double[2 * n];
    int k = Math.min(2, Math.min(n, points.columns()));
    if (n >= 2 && k > 0) {
      Pca pca = Pca.fit(points, k);
      double deviation = Math.sqrt(pca.variances()[0]);
      Matrix coordinates = pca.transform(points);
      for (int i = 0; i < n && deviation > 0; i++) {
        for (int c = 0; c < k; c++) {
          y[2 * i + c] = scale * coordinates.get(i, c) / deviation;
        }
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < y.length; i++) {
      y[i] += scale * JITTER * (2 * random.nextDouble() - 1);
    }
    centre(y);
    return y;
  }

  /** Moves the mean to 0. */
  static void centre(double[] y) {
    double x0 = 0;
    double x1 = 0;
    for (int i = 0; i < y.length; i += 2) {
      x0 += y[i];
      x1 += y[i + 1];
    }
    for (int i = 0; i < y.length; i += 2) {
      y[i] -= 2 * x0 / y.length;
      y[i + 1] -= 2 * x1 / y.length;
    }
  }
}
