package dev.hydrant.trainer.analysis;

/**
 * Principal component analysis: the directions in which centred points vary most. Of each direction
 * the entry that is largest in absolute value is positive, so signs are defined.
 *
 * @param mean of each column, {@code [d]}
 * @param components {@code [k, d]}, orthonormal rows, by falling variance
 * @param variances along each component, over n−1
 * @param totalVariance over all directions, over n−1
 */
public record Pca(double[] mean, Matrix components, double[] variances, double totalVariance) {

  /**
   * Fits k components to the rows of {@code points [n, d]}. Up to 512 rows or columns by a full
   * eigendecomposition of the smaller of covariance and Gram matrix; beyond, by iterating a
   * subspace, O(n·d·k) a round.
   *
   * @throws IllegalArgumentException if n &lt; 2, k is not between 1 and min(n, d), or a number is
   *     not finite
   */
  public static Pca fit(Matrix points, int k) {
    int most = Math.min(points.rows(), points.columns());
    if (points.rows() < 2 || k < 1 || k > most) {
      throw new IllegalArgumentException(
          String.format(
              "Points [%d, %d] have 1 to %d principal components (from 2 rows on), not %d",
              points.rows(), points.columns(), most, k));
    }
    points.requireFinite("PCA");
    double[] mean = points.columnMeans();
    Matrix centred = Matrix.zeros(points.rows(), points.columns());
    for (int i = 0; i < centred.values().length; i++) {
      centred.values()[i] = points.values()[i] - mean[i % mean.length];
    }
    PrincipalAxes axes = PrincipalAxes.of(centred, k);
    double total = points.meanVariance() * points.columns() * points.rows() / (points.rows() - 1);
    return new Pca(mean, axes.directions(), axes.variances(), total);
  }

  /** Share of the whole variance along each component; 0 if nothing varies. */
  public double[] explainedVarianceRatio() {
    double[] ratio = variances.clone();
    for (int i = 0; i < ratio.length; i++) {
      ratio[i] = totalVariance > 0 ? ratio[i] / totalVariance : 0;
    }
    return ratio;
  }

  /** Coordinates {@code [n, k]} of points {@code [n, d]} along the components. */
  public Matrix transform(Matrix points) {
    int d = columns(points, mean.length);
    Matrix out = Matrix.zeros(points.rows(), components.rows());
    for (int i = 0; i < points.rows(); i++) {
      for (int c = 0; c < components.rows(); c++) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
          sum += (points.get(i, j) - mean[j]) * components.get(c, j);
        }
        out.values()[i * components.rows() + c] = sum;
      }
    }
    return out;
  }

  /** Points {@code [n, d]} from coordinates {@code [n, k]}: nearest to the original ones. */
  public Matrix inverse(Matrix coordinates) {
    int k = columns(coordinates, components.rows());
    int d = mean.length;
    Matrix out = Matrix.zeros(coordinates.rows(), d);
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < d; j++) {
        double sum = mean[j];
        for (int c = 0; c < k; c++) {
          sum += coordinates.get(i, c) * components.get(c, j);
        }
        out.values()[i * d + j] = sum;
      }
    }
    return out;
  }

  private static int columns(Matrix points, int expected) {
    if (points.columns() != expected) {
      throw new IllegalArgumentException(
          "Rows of " + points.columns() + " numbers where " + expected + " belong");
    }
    return expected;
  }
}
