package dev.hydrant.trainer.analysis;

/**
 * Agreement of two partitions, corrected for chance (Hubert and Arabie 1985): 1 when they are the
 * same up to the names of the clusters, 0 on average for independent ones, below 0 for less.
 */
public final class AdjustedRand {
  private AdjustedRand() {}

  /** The index of two labellings of the same items; names of labels do not matter. */
  public static double index(int[] first, int[] second) {
    Contingency table = Contingency.of(first, second);
    double together = 0;
    for (int[] row : table.counts()) {
      together += pairs(row);
    }
    double inFirst = pairs(table.rows());
    double inSecond = pairs(table.columns());
    double all = pairs(table.items());
    if (inFirst == inSecond && (inFirst == 0 || inFirst == all)) {
      return 1; // both all apart, or both all together: 0/0 by the formula
    }
    double expected = inFirst * inSecond / all;
    return (together - expected) / ((inFirst + inSecond) / 2 - expected);
  }

  private static double pairs(int... sizes) {
    double sum = 0;
    for (int size : sizes) {
      sum += (double) size * (size - 1) / 2;
    }
    return sum;
  }
}
