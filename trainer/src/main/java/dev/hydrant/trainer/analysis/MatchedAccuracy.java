package dev.hydrant.trainer.analysis;

/**
 * The share of items whose clusters agree when clusters are paired as well as possible, one to one:
 * accuracy of a clustering, whose labels have no names of their own.
 */
public final class MatchedAccuracy {
  private MatchedAccuracy() {}

  /** Between 1/n and 1; clusters left without a partner count as wrong. */
  public static double of(int[] first, int[] second) {
    Contingency table = Contingency.of(first, second);
    Matrix misses = Matrix.zeros(table.rows().length, table.columns().length);
    for (int a = 0; a < misses.rows(); a++) {
      for (int b = 0; b < misses.columns(); b++) {
        misses.values()[a * misses.columns() + b] = -table.counts()[a][b];
      }
    }
    return -Assignment.minimise(misses).cost() / table.items();
  }
}
