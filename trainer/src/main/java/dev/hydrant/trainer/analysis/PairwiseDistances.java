package dev.hydrant.trainer.analysis;

/**
 * Distances between points, block by block so that points stay in cache. Differences are squared
 * and summed (not ‖a‖² + ‖b‖² − 2ab), so equal points have distance 0 exactly.
 */
public final class PairwiseDistances {
  private static final int BLOCK = 64;

  private PairwiseDistances() {}

  /** Euclidean distances between the rows of {@code points [n, d]}. O(n²d). */
  public static DistanceMatrix euclidean(Matrix points) {
    points.requireFinite("A distance");
    int n = points.rows();
    int d = points.columns();
    double[] x = points.values();
    DistanceMatrix distances = new DistanceMatrix(n, new double[DistanceMatrix.entries(n)]);
    double[] out = distances.condensed();
    Rows.each(
        blocks(n),
        (long) n * d * BLOCK / 2,
        block -> {
          int end = Math.min(n, (block + 1) * BLOCK);
          for (int from = block * BLOCK; from < n; from += BLOCK) {
            for (int i = block * BLOCK; i < end; i++) {
              int start = distances.start(i);
              for (int j = Math.max(from, i + 1); j < Math.min(n, from + BLOCK); j++) {
                out[start + j] = Math.sqrt(squared(x, i * d, x, j * d, d));
              }
            }
          }
        });
    return distances;
  }

  /** Squared Euclidean distances {@code [n, m]} from rows {@code [n, d]} to rows {@code [m, d]}. */
  public static Matrix squaredEuclidean(Matrix from, Matrix to) {
    if (from.columns() != to.columns()) {
      throw new IllegalArgumentException(
          "Points of " + from.columns() + " and " + to.columns() + " columns have no distance");
    }
    from.requireFinite("A distance");
    to.requireFinite("A distance");
    int m = to.rows();
    int d = to.columns();
    Matrix out = Matrix.zeros(from.rows(), m);
    Rows.each(
        blocks(from.rows()),
        (long) m * d * BLOCK,
        block -> {
          int end = Math.min(from.rows(), (block + 1) * BLOCK);
          for (int start = 0; start < m; start += BLOCK) {
            for (int i = block * BLOCK; i < end; i++) {
              for (int j = start; j < Math.min(m, start + BLOCK); j++) {
                out.values()[i * m + j] = squared(from.values(), i * d, to.values(), j * d, d);
              }
            }
          }
        });
    return out;
  }

  /**
   * Distances 1 − |ρ| between the columns of {@code points [n, d]}: columns that say the same up to
   * scale and sign are at 0, uncorrelated ones at 1.
   *
   * @throws IllegalArgumentException if a column is constant, since it correlates with nothing
   */
  public static DistanceMatrix absoluteCorrelation(Matrix points) {
    Matrix rho = Correlation.matrix(points);
    int d = rho.rows();
    double[] condensed = new double[DistanceMatrix.entries(d)];
    for (int i = 0, at = 0; i < d; i++) {
      if (Double.isNaN(rho.get(i, i))) {
        throw new IllegalArgumentException(
            "Column " + i + " is constant or has a NaN: it has no correlation with others");
      }
      for (int j = i + 1; j < d; j++) {
        condensed[at++] = 1 - Math.abs(rho.get(i, j));
      }
    }
    return new DistanceMatrix(d, condensed);
  }

  /** ‖a − b‖² of two stretches of length d: four sums at a time, so that the processor can too. */
  static double squared(double[] a, int atA, double[] b, int atB, int d) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < d; k += 4) {
      double e0 = a[atA + k] - b[atB + k];
      double e1 = a[atA + k + 1] - b[atB + k + 1];
      double e2 = a[atA + k + 2] - b[atB + k + 2];
      double e3 = a[atA + k + 3] - b[atB + k + 3];
      s0 += e0 * e0;
      s1 += e1 * e1;
      s2 += e2 * e2;
      s3 += e3 * e3;
    }
    for (; k < d; k++) {
      double e = a[atA + k] - b[atB + k];
      s0 += e * e;
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static int blocks(int n) {
    return (n + BLOCK - 1) / BLOCK;
  }
}
