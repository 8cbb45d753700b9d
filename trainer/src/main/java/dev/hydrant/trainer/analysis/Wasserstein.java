package dev.hydrant.trainer.analysis;

import java.util.Arrays;

/** How far one sample of numbers has to be carried to become another. */
public final class Wasserstein {
  private Wasserstein() {}

  /**
   * The Wasserstein-1 distance of two samples, ∫ |F − G| dx, in the unit of the values; sizes may
   * differ. O(n log n).
   *
   * @throws IllegalArgumentException if a sample is empty or has a value that is not finite
   */
  public static double distance(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) {
      throw new IllegalArgumentException("A sample without values has no distance to another");
    }
    double[] a = sorted(first);
    double[] b = sorted(second);
    double sum = 0;
    double before = Math.min(a[0], b[0]);
    for (int i = 0, j = 0; i < a.length || j < b.length; ) {
      boolean fromA = j == b.length || i < a.length && a[i] <= b[j];
      double value = fromA ? a[i] : b[j];
      sum += Math.abs((double) i / a.length - (double) j / b.length) * (value - before);
      before = value;
      if (fromA) {
        i++;
      } else {
        j++;
      }
    }
    return sum;
  }

  private static double[] sorted(double[] values) {
    Matrix.of(values, values.length, 1).requireFinite("A distance of samples");
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
