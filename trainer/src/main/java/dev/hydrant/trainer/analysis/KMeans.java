package dev.hydrant.trainer.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * k-means: seeds by k-means++ (Arthur and Vassilvitskii 2007), then Lloyd's iterations; the best of
 * several starts. A centre that loses all its points moves to the point farthest from its own
 * centre. O(n·k·d) an iteration.
 *
 * @param clusters k
 * @param restarts independent starts; the one with the least inertia counts
 * @param iterations at most so many moves of the centres a start
 * @param tolerance ends a start when the squared moves of all centres sum to at most this many
 *     times the mean variance of the columns; 0: when no point changes its centre
 * @param seed of the first centres
 */
public record KMeans(int clusters, int restarts, int iterations, double tolerance, long seed) {
  public KMeans {
    if (clusters < 1 || restarts < 1 || iterations < 0 || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              "k-means needs clusters >= 1, restarts >= 1, iterations >= 0 and tolerance >= 0,"
                  + " not %d, %d, %d and %s",
              clusters, restarts, iterations, tolerance));
    }
  }

  /** Ten starts of at most 100 iterations, until no point changes its centre. */
  public KMeans(int clusters, long seed) {
    this(clusters, 10, 100, 0, seed);
  }

  /**
   * Clusters the rows of {@code points [n, d]}.
   *
   * @throws IllegalArgumentException if n &lt; k, or a number is not finite
   */
  public Clustering fit(Matrix points) {
    if (points.rows() < clusters) {
      throw new IllegalArgumentException(
          "k-means cannot make " + clusters + " clusters of " + points.rows() + " points");
    }
    points.requireFinite("k-means");
    double moved = tolerance * points.meanVariance();
    SplittableRandom random = new SplittableRandom(seed);
    Clustering best = null;
    for (int r = 0; r < restarts; r++) {
      Clustering next = lloyd(points, seeds(points, random.split()), moved);
      if (best == null || next.inertia() < best.inertia()) {
        best = next;
      }
    }
    return best;
  }

  /** Each further centre is a point drawn by its squared distance to the centres so far. */
  private Matrix seeds(Matrix points, SplittableRandom random) {
    int n = points.rows();
    int d = points.columns();
    Matrix centres = Matrix.zeros(clusters, d);
    double[] nearest = new double[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int chosen = random.nextInt(n);
    for (int k = 0; ; k++) {
      System.arraycopy(points.values(), chosen * d, centres.values(), k * d, d);
      if (k + 1 == clusters) {
        return centres;
      }
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double s =
            PairwiseDistances.squared(points.values(), i * d, points.values(), chosen * d, d);
        nearest[i] = Math.min(nearest[i], s);
        sum += nearest[i];
      }
      chosen = sum > 0 ? draw(nearest, random.nextDouble() * sum) : random.nextInt(n);
    }
  }

  private static int draw(double[] weights, double mark) {
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        mark -= weights[i];
        if (mark < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private Clustering lloyd(Matrix points, Matrix centres, double stop) {
    int[] labels = new int[points.rows()];
    int[] before = null;
    double[] squared = new double[labels.length];
    Clustering.assign(points, centres, labels, squared);
    int moves = 0;
    while (moves < iterations && !Arrays.equals(labels, before)) {
      before = labels.clone();
      Matrix next = means(points, centres, repaired(labels, squared));
      double shift =
          PairwiseDistances.squared(next.values(), 0, centres.values(), 0, next.values().length);
      centres = next;
      moves++;
      Clustering.assign(points, centres, labels, squared);
      if (shift <= stop) {
        break;
      }
    }
    double inertia = 0;
    for (double s : squared) {
      inertia += s;
    }
    return new Clustering(centres, labels, counts(labels), inertia, moves);
  }

  /** The labels with each empty cluster given the farthest point of a cluster of several. */
  private int[] repaired(int[] labels, double[] squared) {
    int[] counts = counts(labels);
    int[] repaired = labels.clone();
    for (int k = 0; k < clusters; k++) {
      if (counts[k] > 0) {
        continue;
      }
      int farthest = -1;
      for (int i = 0; i < repaired.length; i++) {
        if (squared[i] > 0
            && counts[repaired[i]] > 1
            && (farthest < 0 || squared[i] > squared[farthest])) {
          farthest = i;
        }
      }
      if (farthest < 0) {
        break;
      }
      counts[repaired[farthest]]--;
      repaired[farthest] = k;
      counts[k] = 1;
      squared[farthest] = 0;
    }
    return repaired;
  }

  private static Matrix means(Matrix points, Matrix centres, int[] labels) {
    int d = points.columns();
    Matrix means = Matrix.zeros(centres.rows(), d);
    int[] counts = new int[centres.rows()];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]]++;
      for (int j = 0; j < d; j++) {
        means.values()[labels[i] * d + j] += points.values()[i * d + j];
      }
    }
    for (int i = 0; i < means.values().length; i++) {
      int count = counts[i / d];
      means.values()[i] = count == 0 ? centres.values()[i] : means.values()[i] / count;
    }
    return means;
  }

  private int[] counts(int[] labels) {
    int[] counts = new int[clusters];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }
}
