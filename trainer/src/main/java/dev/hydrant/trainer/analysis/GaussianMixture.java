package dev.hydrant.trainer.analysis;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A mixture of K Gaussians in d dimensions. With the parameters the points were drawn from, {@link
 * #posteriorMeans} is the best guess of each point's centre there is (Bayes, squared error).
 *
 * @param weights K shares, summing to 1; a component may have 0
 * @param means {@code [K, d]}
 * @param covariances one a component
 */
public record GaussianMixture(double[] weights, Matrix means, List<Covariance> covariances) {
  public GaussianMixture {
    double sum = 0;
    for (double weight : weights) {
      sum += weight >= 0 ? weight : Double.NaN;
    }
    if (!(Math.abs(sum - 1) < 1e-6)) {
      throw new IllegalArgumentException("Weights of a mixture must be >= 0 and sum to 1");
    }
    if (means.rows() != weights.length || covariances.size() != weights.length) {
      throw new IllegalArgumentException(
          String.format(
              "A mixture of %d weights has %d means and %d covariances",
              weights.length, means.rows(), covariances.size()));
    }
    covariances = List.copyOf(covariances);
  }

  /** A mixture whose components all have the covariance σ²·I. */
  public static GaussianMixture spherical(double[] weights, Matrix means, double variance) {
    return new GaussianMixture(
        weights, means, Collections.nCopies(weights.length, new Covariance.Spherical(variance)));
  }

  /** ln p(x) of each row of {@code points [n, d]}, in nats. */
  public double[] logLikelihoods(Matrix points) {
    return evaluate(points, Matrix.zeros(points.rows(), weights.length));
  }

  /** ln p(x) averaged over the points, in nats. */
  public double meanLogLikelihood(Matrix points) {
    return Arrays.stream(logLikelihoods(points)).average().orElse(Double.NaN);
  }

  /** How likely each component is for each point: {@code [n, K]}, rows sum to 1. */
  public Matrix responsibilities(Matrix points) {
    Matrix shares = Matrix.zeros(points.rows(), weights.length);
    evaluate(points, shares);
    return shares;
  }

  /** Σ_k r_k(x)·μ_k for each point: {@code [n, d]}. */
  public Matrix posteriorMeans(Matrix points) {
    Matrix shares = responsibilities(points);
    int d = means.columns();
    Matrix out = Matrix.zeros(points.rows(), d);
    for (int i = 0; i < points.rows(); i++) {
      for (int k = 0; k < weights.length; k++) {
        for (int j = 0; j < d; j++) {
          out.values()[i * d + j] += shares.get(i, k) * means.get(k, j);
        }
      }
    }
    return out;
  }

  /** The most likely component of each point; of equally likely ones the first. */
  public int[] labels(Matrix points) {
    Matrix shares = responsibilities(points);
    int[] labels = new int[points.rows()];
    for (int i = 0; i < labels.length; i++) {
      for (int k = 1; k < weights.length; k++) {
        if (shares.get(i, k) > shares.get(i, labels[i])) {
          labels[i] = k;
        }
      }
    }
    return labels;
  }

  /** Fills in the responsibilities and returns ln p of each point. */
  double[] evaluate(Matrix points, Matrix shares) {
    int d = means.columns();
    if (points.columns() != d) {
      throw new IllegalArgumentException(
          "A mixture in " + d + " dimensions knows no points of " + points.columns());
    }
    int components = weights.length;
    double[] r = shares.values();
    double[] total = new double[points.rows()];
    Rows.each(
        points.rows(),
        (long) components * (d + 40),
        i -> {
          int at = i * components;
          double max = Double.NEGATIVE_INFINITY;
          for (int k = 0; k < components; k++) {
            r[at + k] =
                Math.log(weights[k])
                    + covariances
                        .get(k)
                        .logDensity(points.values(), i * d, means.values(), k * d, d);
            max = Math.max(max, r[at + k]);
          }
          double sum = 0;
          for (int k = 0; k < components; k++) {
            r[at + k] = Math.exp(r[at + k] - max);
            sum += r[at + k];
          }
          for (int k = 0; k < components; k++) {
            r[at + k] /= sum;
          }
          total[i] = max + Math.log(sum);
        });
    return total;
  }
}
