package dev.hydrant.trainer.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Linear and rank correlation. Where one side does not vary, or has a NaN, there is none: NaN. So
 * also for fewer than two values.
 */
public final class Correlation {
  private Correlation() {}

  /** Pearson's ρ of two lists of the same length. */
  public static double pearson(double[] first, double[] second) {
    sameLength(first.length, second.length);
    double[] a = standardised(first);
    double[] b = standardised(second);
    return dot(a, b);
  }

  /** Spearman's ρ: Pearson's of the ranks, equal values sharing their mean rank. */
  public static double spearman(double[] first, double[] second) {
    sameLength(first.length, second.length);
    return pearson(ranks(first), ranks(second));
  }

  /** Pearson's ρ of each pair of columns of {@code points [n, d]}: {@code [d, d]}. O(n·d²). */
  public static Matrix matrix(Matrix points) {
    int d = points.columns();
    double[][] columns = new double[d][];
    Rows.each(d, points.rows(), j -> columns[j] = standardised(points.column(j)));
    Matrix rho = Matrix.zeros(d, d);
    Rows.each(
        d,
        (long) d * points.rows() / 2,
        i -> {
          for (int j = i; j < d; j++) {
            double r = dot(columns[i], columns[j]);
            rho.values()[i * d + j] = i == j && !Double.isNaN(r) ? 1 : r;
            rho.values()[j * d + i] = rho.values()[i * d + j];
          }
        });
    return rho;
  }

  /**
   * Pearson's ρ of two distance matrices over all n² entries, the zeros of the diagonal included:
   * topographic similarity, whether what is near in one space is near in the other.
   */
  public static double ofDistances(DistanceMatrix first, DistanceMatrix second) {
    sameLength(first.size(), second.size());
    double n2 = (double) first.size() * first.size();
    double[] a = first.condensed();
    double[] b = second.condensed();
    double meanA = 2 * Arrays.stream(a).sum() / n2;
    double meanB = 2 * Arrays.stream(b).sum() / n2;
    double ab = first.size() * meanA * meanB;
    double aa = first.size() * meanA * meanA;
    double bb = first.size() * meanB * meanB;
    for (int i = 0; i < a.length; i++) {
      ab += 2 * (a[i] - meanA) * (b[i] - meanB);
      aa += 2 * (a[i] - meanA) * (a[i] - meanA);
      bb += 2 * (b[i] - meanB) * (b[i] - meanB);
    }
    return aa == 0 || bb == 0 ? Double.NaN : clip(ab / Math.sqrt(aa) / Math.sqrt(bb));
  }

  /** 1-based ranks; equal values share the mean of theirs; NaN if there is one. */
  static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      Arrays.fill(ranks, Double.NaN);
      return ranks;
    }
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i] + 0.0))
            .mapToInt(i -> i)
            .toArray();
    for (int from = 0, to; from < order.length; from = to) {
      for (to = from + 1; to < order.length && values[order[to]] == values[order[from]]; ) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
    }
    return ranks;
  }

  /** Mean 0 and length 1, so that ρ is a dot product; NaN where nothing varies. */
  private static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double[] out = new double[values.length];
    double sum = 0;
    double size = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] - mean;
      sum += out[i] * out[i];
      size = Math.max(size, Math.abs(values[i]));
    }
    // A constant column leaves only the rounding of its mean.
    double length = Math.sqrt(sum);
    boolean constant = length <= 4 * Math.ulp(size) * Math.sqrt(out.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = constant ? Double.NaN : out[i] / length;
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return a.length == 0 ? Double.NaN : clip(sum);
  }

  private static double clip(double rho) {
    return Math.max(-1, Math.min(1, rho));
  }

  private static void sameLength(int first, int second) {
    if (first != second) {
      throw new IllegalArgumentException(
          "What correlates has the same length, not " + first + " and " + second);
    }
  }
}
