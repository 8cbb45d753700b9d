package dev.hydrant.trainer.mixture.data;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.mixture.distribution.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws mixtures and points of them. Weights have a symmetric Dirichlet distribution, means are
 * standard normal, components are spherical with one σ that gives the wanted ratio of signal to
 * noise: σ² = signal / 10^(SNR/10), where the signal is the variance of the weighted means,
 * averaged over dimensions. Means may lie close to each other and components may have no point.
 *
 * @param dim d
 * @param clusters distribution of K, which all sets of a batch share
 * @param snr distribution of the ratio, in decibels
 * @param points distribution of N, which all sets of a batch share
 * @param alpha of the Dirichlet distribution
 * @param varySnr whether each set of a batch has a ratio of its own
 * @param seed everything follows from it
 */
public record SetGenerator(
    int dim,
    Distribution clusters,
    Distribution snr,
    Distribution points,
    double alpha,
    boolean varySnr,
    long seed) {

  /** No noise at all would leave no density. */
  private static final double LEAST_VARIANCE = 1e-12;

  /** The same with other distributions. */
  public SetGenerator with(Distribution clusters, Distribution snr, Distribution points) {
    return new SetGenerator(dim, clusters, snr, points, alpha, varySnr, seed);
  }

  /**
   * The sets of a batch, a function of the seed, the part and the index alone.
   *
   * @param part such as {@code train}
   * @param sets how many
   */
  public List<PointSet> batch(String part, long index, int sets) {
    SplittableRandom random = random(part, index);
    int k = (int) clusters.draw(random);
    int n = (int) points.draw(random);
    double shared = snr.draw(random);
    List<PointSet> out = new ArrayList<>();
    for (int i = 0; i < sets; i++) {
      SplittableRandom own = random.split();
      out.add(set(own, k, n, varySnr ? snr.draw(own) : shared));
    }
    return out;
  }

  private SplittableRandom random(String part, long index) {
    long mixed = seed;
    for (long value : new long[] {part.hashCode(), index}) {
      mixed = (mixed ^ value * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
      mixed ^= mixed >>> 31;
    }
    return new SplittableRandom(mixed);
  }

  private PointSet set(SplittableRandom random, int k, int n, double snr) {
    double[] weights = dirichlet(random, k);
    double[] means = new double[k * dim];
    for (int i = 0; i < means.length; i++) {
      means[i] = random.nextGaussian();
    }
    Matrix centres = Matrix.of(means, k, dim);
    double variance = Math.max(LEAST_VARIANCE, signal(weights, centres) / Math.pow(10, snr / 10));
    double noise = Math.sqrt(variance);
    int[] labels = new int[n];
    double[] values = new double[n * dim];
    for (int i = 0; i < n; i++) {
      labels[i] = draw(random, weights);
      for (int j = 0; j < dim; j++) {
        double x = means[labels[i] * dim + j] + noise * random.nextGaussian();
        values[i * dim + j] = (float) x;
      }
    }
    return new PointSet(Matrix.of(values, n, dim), labels, centres, weights, noise, snr);
  }

  /** The variance of the weighted means, averaged over dimensions. */
  static double signal(double[] weights, Matrix centres) {
    int d = centres.columns();
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double mean = 0;
      for (int k = 0; k < weights.length; k++) {
        mean += weights[k] * centres.get(k, j);
      }
      for (int k = 0; k < weights.length; k++) {
        double e = centres.get(k, j) - mean;
        sum += weights[k] * e * e;
      }
    }
    return sum / d;
  }

  private double[] dirichlet(SplittableRandom random, int k) {
    double[] weights = new double[k];
    double sum = 0;
    while (!(sum > 0)) {
      sum = 0;
      for (int i = 0; i < k; i++) {
        weights[i] = gamma(random, alpha);
        sum += weights[i];
      }
    }
    for (int i = 0; i < k; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** The method of Marsaglia and Tsang (2000); below 1 from a variable of one more. */
  private static double gamma(SplittableRandom random, double shape) {
    if (shape < 1) {
      return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d * (1 - v + Math.log(v))) {
        return d * v;
      }
    }
  }

  private static int draw(SplittableRandom random, double[] weights) {
    double left = random.nextDouble();
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }
}
