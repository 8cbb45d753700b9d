package dev.hydrant.trainer.vqvae.features;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What real tables suffer from: constant columns, copies, gaps and outliers. */
final class SampleBlemishes {
  private static final int CONSTANTS = 3;
  private static final int COPIES = 4;
  private static final double GAPS = 0.001;
  private static final double OUTLIERS = 0.002;

  private final SplittableRandom random;

  SampleBlemishes(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Damages columns and puts them into a table.
   *
   * @param columns {@code [D][N]}
   * @param columnsToo whether whole columns become constants and copies
   * @return {@code [N, D]}, row-major
   */
  float[] apply(double[][] columns, boolean columnsToo) {
    for (double[] column : columns) {
      pushOut(column);
    }
    if (columnsToo) {
      copy(columns); // outliers included, as the same quantity under two names has them
      for (int c = 0; c < CONSTANTS; c++) {
        Arrays.fill(columns[columns.length / CONSTANTS * c + 5], c);
      }
    }
    int rows = columns[0].length;
    float[] table = new float[rows * columns.length];
    for (int i = 0; i < table.length; i++) {
      double value = columns[i % columns.length][i / columns.length];
      table[i] = random.nextDouble() < GAPS ? Float.NaN : (float) value;
    }
    return table;
  }

  private void pushOut(double[] column) {
    double mean = Arrays.stream(column).average().orElse(0);
    for (int i = 0; i < column.length; i++) {
      if (random.nextDouble() < OUTLIERS) {
        column[i] = mean + 20 * (column[i] - mean);
      }
    }
  }

  private void copy(double[][] columns) {
    for (int c = 0; c < COPIES; c++) {
      int from = columns.length / COPIES * c + 10;
      double factor = random.nextDouble(0.5, 2);
      double mean = Arrays.stream(columns[from]).average().orElse(0);
      double spread = Arrays.stream(columns[from]).map(v -> Math.abs(v - mean)).average().orElse(1);
      for (int i = 0; i < columns[from].length; i++) {
        columns[from + 1][i] = factor * (columns[from][i] + 0.01 * spread * random.nextGaussian());
      }
    }
  }
}
