package dev.hydrant.trainer.analysis;

import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/** The covariance of one Gaussian, in squared units of the points. */
public sealed interface Covariance {
  /** ln N(x; μ, Σ) of the d numbers at {@code atX} and {@code atMean}, in nats. */
  double logDensity(double[] x, int atX, double[] mean, int atMean, int d);

  /** σ²·I. */
  record Spherical(double variance) implements Covariance {
    public Spherical {
      positive(variance);
    }

    @Override
    public double logDensity(double[] x, int atX, double[] mean, int atMean, int d) {
      return -0.5
          * (PairwiseDistances.squared(x, atX, mean, atMean, d) / variance
              + d * Math.log(2 * Math.PI * variance));
    }
  }

  /** diag(σ₁², …, σ_d²). */
  record Diagonal(double[] variances) implements Covariance {
    public Diagonal {
      for (double variance : variances) {
        positive(variance);
      }
    }

    @Override
    public double logDensity(double[] x, int atX, double[] mean, int atMean, int d) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        double e = x[atX + j] - mean[atMean + j];
        sum += e * e / variances[j] + Math.log(2 * Math.PI * variances[j]);
      }
      return -0.5 * sum;
    }
  }

  /** Any symmetric positive definite matrix {@code [d, d]}, kept with its Cholesky factor. */
  final class Full implements Covariance {
    private static final double SYMMETRIC = 1e-12;
    private final Matrix covariance;
    private final double[][] lower;
    private final double logDeterminant;

    /**
     * @throws IllegalArgumentException if it is not symmetric and positive definite
     */
    public Full(Matrix covariance) {
      RealMatrix m = new Array2DRowRealMatrix(covariance.rows(), covariance.columns());
      for (int i = 0; i < covariance.rows(); i++) {
        m.setRow(i, covariance.row(i));
      }
      this.covariance = covariance;
      this.lower = factor(m);
      double sum = 0;
      for (int i = 0; i < lower.length; i++) {
        sum += 2 * Math.log(lower[i][i]);
      }
      this.logDeterminant = sum;
    }

    /** Hipparchus' own thresholds are absolute: they would refuse points in small units. */
    private static double[][] factor(RealMatrix covariance) {
      try {
        return new CholeskyDecomposition(covariance, SYMMETRIC, 0).getL().getData();
      } catch (MathRuntimeException e) {
        throw new IllegalArgumentException(
            "A covariance must be symmetric and positive definite: " + e.getMessage(), e);
      }
    }

    public Matrix matrix() {
      return covariance;
    }

    @Override
    public double logDensity(double[] x, int atX, double[] mean, int atMean, int d) {
      double[] solved = new double[d];
      double sum = 0;
      for (int i = 0; i < d; i++) {
        double s = x[atX + i] - mean[atMean + i];
        for (int j = 0; j < i; j++) {
          s -= lower[i][j] * solved[j];
        }
        solved[i] = s / lower[i][i];
        sum += solved[i] * solved[i];
      }
      return -0.5 * (sum + logDeterminant + d * Math.log(2 * Math.PI));
    }
  }

  private static void positive(double variance) {
    if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A variance must be above 0 and finite, not " + variance);
    }
  }
}
