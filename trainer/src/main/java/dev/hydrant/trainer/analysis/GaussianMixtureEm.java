package dev.hydrant.trainer.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Expectation maximisation for Gaussian mixtures (Dempster, Laird and Rubin 1977), started from
 * k-means with ten restarts. Variances never fall below 1e-6 of the mean variance of the columns,
 * so a component that sits on one point stays finite. O(n·K·d) an iteration (full: n·K·d²).
 *
 * @param components K
 * @param shape which covariances components may have
 * @param iterations at most
 * @param tolerance ends when the mean log-likelihood rises by no more than this, in nats
 * @param seed of k-means
 */
public record GaussianMixtureEm(
    int components, Shape shape, int iterations, double tolerance, long seed) {
  private static final double FLOOR = 1e-6;

  /** Which covariances a fit may use. */
  public enum Shape {
    /** σ²·I with one σ for all components. */
    SHARED_SPHERICAL,
    /** σ_k²·I. */
    SPHERICAL,
    /** A variance per component and dimension. */
    DIAGONAL,
    /** Any covariance per component. */
    FULL
  }

  /**
   * What a fit found.
   *
   * @param history mean log-likelihood before each iteration and after the last, in nats
   * @param converged whether the tolerance ended it
   */
  public record Fit(GaussianMixture mixture, List<Double> history, boolean converged) {}

  /** At most 200 iterations, until a rise of 1e-7 nats. */
  public GaussianMixtureEm(int components, Shape shape, long seed) {
    this(components, shape, 200, 1e-7, seed);
  }

  /**
   * Fits the rows of {@code points [n, d]}.
   *
   * @throws IllegalArgumentException if n &lt; K, or a number is not finite
   */
  public Fit fit(Matrix points) {
    Clustering start = new KMeans(components, seed).fit(points);
    double floor = FLOOR * (points.meanVariance() > 0 ? points.meanVariance() : 1);
    Matrix shares = Matrix.zeros(points.rows(), components);
    for (int i = 0; i < points.rows(); i++) {
      shares.values()[i * components + start.labels()[i]] = 1;
    }
    GaussianMixture mixture = maximise(points, shares, start.centres(), floor);
    List<Double> history = new ArrayList<>();
    history.add(mean(mixture.evaluate(points, shares)));
    boolean converged = false;
    for (int i = 0; i < iterations && !converged; i++) {
      mixture = maximise(points, shares, mixture.means(), floor);
      double next = mean(mixture.evaluate(points, shares));
      converged = next - history.get(i) <= tolerance;
      history.add(next);
    }
    return new Fit(mixture, List.copyOf(history), converged);
  }

  private static double mean(double[] logLikelihoods) {
    return Arrays.stream(logLikelihoods).average().orElse(Double.NaN);
  }

  /** The most likely mixture given the responsibilities; one without points keeps its mean. */
  private GaussianMixture maximise(Matrix points, Matrix shares, Matrix before, double floor) {
    int n = points.rows();
    int d = points.columns();
    double[] mass = new double[components];
    Matrix means = Matrix.zeros(components, d);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < components; k++) {
        double r = shares.get(i, k);
        mass[k] += r;
        for (int j = 0; j < d; j++) {
          means.values()[k * d + j] += r * points.values()[i * d + j];
        }
      }
    }
    double[] weights = new double[components];
    for (int k = 0; k < components; k++) {
      weights[k] = mass[k] / n;
      for (int j = 0; j < d; j++) {
        int at = k * d + j;
        means.values()[at] = mass[k] > 0 ? means.values()[at] / mass[k] : before.values()[at];
      }
    }
    return new GaussianMixture(weights, means, covariances(points, shares, means, mass, floor));
  }

  private List<Covariance> covariances(
      Matrix points, Matrix shares, Matrix means, double[] mass, double floor) {
    int d = points.columns();
    if (shape == Shape.SHARED_SPHERICAL) {
      double sum = 0;
      for (int k = 0; k < components; k++) {
        sum += Arrays.stream(squares(points, shares, means, k)).sum();
      }
      double variance = Math.max(floor, sum / ((double) points.rows() * d));
      return Collections.nCopies(components, new Covariance.Spherical(variance));
    }
    List<Covariance> all = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      double count = Math.max(mass[k], Double.MIN_NORMAL);
      if (shape == Shape.FULL) {
        all.add(new Covariance.Full(scatter(points, shares, means, k, count, floor)));
        continue;
      }
      double[] variances = squares(points, shares, means, k);
      double sum = Arrays.stream(variances).sum();
      Arrays.setAll(variances, j -> Math.max(floor, variances[j] / count));
      all.add(
          shape == Shape.DIAGONAL
              ? new Covariance.Diagonal(variances)
              : new Covariance.Spherical(Math.max(floor, sum / (count * d))));
    }
    return all;
  }

  /** Σ_i r_ik (x_ij − μ_kj)² for each dimension j. */
  private static double[] squares(Matrix points, Matrix shares, Matrix means, int k) {
    double[] sums = new double[points.columns()];
    for (int i = 0; i < points.rows(); i++) {
      for (int j = 0; j < sums.length; j++) {
        double e = points.get(i, j) - means.get(k, j);
        sums[j] += shares.get(i, k) * e * e;
      }
    }
    return sums;
  }

  private static Matrix scatter(
      Matrix points, Matrix shares, Matrix means, int k, double count, double floor) {
    int d = points.columns();
    Matrix covariance = Matrix.zeros(d, d);
    double[] c = covariance.values();
    for (int i = 0; i < points.rows(); i++) {
      for (int j = 0; j < d; j++) {
        double e = shares.get(i, k) * (points.get(i, j) - means.get(k, j));
        for (int l = 0; l <= j; l++) {
          c[j * d + l] += e * (points.get(i, l) - means.get(k, l));
        }
      }
    }
    for (int j = 0; j < d; j++) {
      for (int l = 0; l <= j; l++) {
        c[j * d + l] /= count;
        c[l * d + j] = c[j * d + l];
      }
      c[j * d + j] += floor;
    }
    return covariance;
  }
}
