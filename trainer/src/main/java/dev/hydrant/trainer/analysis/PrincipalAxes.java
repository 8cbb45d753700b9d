package dev.hydrant.trainer.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The leading eigenvectors of the covariance of centred points.
 *
 * @param directions {@code [k, d]}, orthonormal
 * @param variances over n−1
 */
record PrincipalAxes(Matrix directions, double[] variances) {
  private static final int FULL = 512;
  private static final int SPARE = 10;
  private static final int ROUNDS = 200;
  private static final double PRECISE = 1e-9;

  static PrincipalAxes of(Matrix centred, int k) {
    boolean tall = centred.columns() <= centred.rows();
    if (Math.min(centred.rows(), centred.columns()) > Math.max(FULL, k + SPARE)) {
      return bySubspace(centred, k);
    }
    Matrix side = tall ? centred.transpose() : centred;
    EigenDecompositionSymmetric eigen = eigen(products(side, side, centred.rows() - 1));
    Matrix vectors = Matrix.zeros(k, side.rows());
    for (int c = 0; c < k; c++) {
      System.arraycopy(
          eigen.getEigenvector(c).toArray(), 0, vectors.values(), c * side.rows(), side.rows());
    }
    return finish(tall ? vectors : combine(vectors, centred), eigen.getEigenvalues(), k);
  }

  /** Multiplies a block of directions by the covariance until it turns no more. */
  private static PrincipalAxes bySubspace(Matrix centred, int k) {
    int block = k + SPARE;
    SplittableRandom random = new SplittableRandom(1);
    Matrix axes = Matrix.zeros(block, centred.columns());
    for (int i = 0; i < axes.values().length; i++) {
      axes.values()[i] = random.nextDouble() - 0.5;
    }
    orthonormalise(axes);
    for (int round = 1; ; round++) {
      Matrix projected = products(axes, centred, 1);
      EigenDecompositionSymmetric eigen = eigen(products(projected, projected, centred.rows() - 1));
      Matrix turn = Matrix.of(eigen.getVT().getData());
      axes = combine(turn, axes);
      Matrix next = combine(combine(turn, projected), centred);
      double[] variances = eigen.getEigenvalues();
      double residual = 0;
      for (int c = 0; c < k; c++) {
        for (int j = 0; j < next.columns(); j++) {
          double wanted = variances[c] * axes.get(c, j);
          residual = Math.max(residual, Math.abs(next.get(c, j) / (centred.rows() - 1) - wanted));
        }
      }
      if (residual <= PRECISE * variances[0] || round == ROUNDS) {
        return finish(axes, variances, k);
      }
      orthonormalise(next);
      axes = next;
    }
  }

  private static PrincipalAxes finish(Matrix axes, double[] eigenvalues, int k) {
    Matrix directions = Matrix.zeros(k, axes.columns());
    System.arraycopy(axes.values(), 0, directions.values(), 0, directions.values().length);
    orthonormalise(directions);
    double[] variances = new double[k];
    for (int c = 0; c < k; c++) {
      variances[c] = Math.max(0, eigenvalues[c]);
      int largest = 0;
      for (int j = 1; j < axes.columns(); j++) {
        if (Math.abs(directions.get(c, j)) > Math.abs(directions.get(c, largest)) + 1e-12) {
          largest = j;
        }
      }
      double sign = directions.get(c, largest) < 0 ? -1 : 1;
      for (int j = 0; j < axes.columns(); j++) {
        directions.values()[c * axes.columns() + j] *= sign;
      }
    }
    return new PrincipalAxes(directions, variances);
  }

  /** Gram and Schmidt over the rows, twice; a row that vanishes is replaced by a unit vector. */
  private static void orthonormalise(Matrix rows) {
    int d = rows.columns();
    double[] v = rows.values();
    int unit = 0;
    for (int r = 0; r < rows.rows(); r++) {
      double before = Math.sqrt(dot(v, r * d, v, r * d, d));
      for (int pass = 0; pass < 2; pass++) {
        for (int q = 0; q < r; q++) {
          double along = dot(v, r * d, v, q * d, d);
          for (int j = 0; j < d; j++) {
            v[r * d + j] -= along * v[q * d + j];
          }
        }
      }
      double length = Math.sqrt(dot(v, r * d, v, r * d, d));
      if (length <= 1e-9 * before || length < 1e-150) {
        Arrays.fill(v, r * d, (r + 1) * d, 0);
        v[r * d + unit++] = 1;
        r--;
        continue;
      }
      for (int j = 0; j < d; j++) {
        v[r * d + j] /= length;
      }
    }
  }

  /** {@code a [p, n] · b [q, n]ᵀ / divisor}: {@code [p, q]}. */
  private static Matrix products(Matrix a, Matrix b, double divisor) {
    Matrix out = Matrix.zeros(a.rows(), b.rows());
    int n = a.columns();
    Rows.each(
        a.rows(),
        (long) b.rows() * n,
        i -> {
          for (int j = 0; j < b.rows(); j++) {
            out.values()[i * b.rows() + j] = dot(a.values(), i * n, b.values(), j * n, n) / divisor;
          }
        });
    return out;
  }

  /** {@code weights [k, n] · rows [n, d]}: {@code [k, d]}. */
  private static Matrix combine(Matrix weights, Matrix rows) {
    Matrix out = Matrix.zeros(weights.rows(), rows.columns());
    int d = rows.columns();
    Rows.each(
        weights.rows(),
        (long) rows.rows() * d,
        c -> {
          for (int i = 0; i < rows.rows(); i++) {
            double w = weights.get(c, i);
            for (int j = 0; j < d; j++) {
              out.values()[c * d + j] += w * rows.values()[i * d + j];
            }
          }
        });
    return out;
  }

  private static double dot(double[] a, int atA, double[] b, int atB, int n) {
    double s0 = 0;
    double s1 = 0;
    int k = 0;
    for (; k + 1 < n; k += 2) {
      s0 += a[atA + k] * b[atB + k];
      s1 += a[atA + k + 1] * b[atB + k + 1];
    }
    return k < n ? s0 + s1 + a[atA + k] * b[atB + k] : s0 + s1;
  }

  private static EigenDecompositionSymmetric eigen(Matrix symmetric) {
    int n = symmetric.rows();
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = symmetric.row(i);
    }
    return new EigenDecompositionSymmetric(new Array2DRowRealMatrix(rows, false));
  }
}
