package dev.hydrant.trainer.bench;

import java.util.Arrays;

/** Order statistics of repeated measurements, and their mean. */
public record Sample(double min, double low, double median, double high, double max, double mean) {
  /** The least, the 10th, 50th and 90th percentile, the most, and the mean. */
  static Sample of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Sample(
        sorted[0],
        at(sorted, .1),
        at(sorted, .5),
        at(sorted, .9),
        sorted[sorted.length - 1],
        Arrays.stream(sorted).average().orElse(Double.NaN));
  }

  private static double at(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
