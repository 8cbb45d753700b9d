package dev.hydrant.trainer.analysis;

import java.util.Arrays;

/**
 * Quantiles of a sample, linear between neighbours: NumPy's default (type 7 of Hyndman and Fan
 * 1996). Sorted once, then each question is O(1).
 */
public final class Quantiles {
  private static final double NORMAL = 1.4826;
  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * The quantiles of {@code values}.
   *
   * @throws IllegalArgumentException if there are none, or one is NaN
   */
  public static Quantiles of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("No values, no quantiles");
    }
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException("Value " + i + " is NaN: it has no rank");
      }
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Quantiles(sorted);
  }

  /** The value below which the share {@code q} (0 to 1) lies. */
  public double at(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("A quantile is between 0 and 1, not " + q);
    }
    double place = q * (sorted.length - 1);
    int below = (int) place;
    double share = place - below;
    return share == 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below]);
  }

  public double median() {
    return at(0.5);
  }

  /** The distance between the first and the third quarter. */
  public double interquartileRange() {
    return at(0.75) - at(0.25);
  }

  /** 1.4826 · median |x − median|: the standard deviation, if the sample is normal. */
  public double medianAbsoluteDeviation() {
    double median = median();
    double[] deviations = Arrays.stream(sorted).map(x -> Math.abs(x - median)).toArray();
    return NORMAL * of(deviations).median();
  }
}
