package dev.hydrant.trainer.vqvae.prepare;

import dev.hydrant.trainer.analysis.Matrix;

/** Columns of a table of features, taken out for statistics. */
final class Columns {
  private Columns() {}

  /** Population mean and standard deviation (divided by N). */
  record Moments(double mean, double deviation) {
    static Moments of(double[] values) {
      double sum = 0;
      for (double v : values) {
        sum += v;
      }
      double mean = sum / values.length;
      double squares = 0;
      for (double v : values) {
        squares += (v - mean) * (v - mean);
      }
      return new Moments(mean, Math.sqrt(squares / values.length));
    }
  }

  /** All columns, {@code [D][N]}. */
  static double[][] of(Matrix table) {
    double[][] columns = new double[table.columns()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = table.column(j);
    }
    return columns;
  }

  /** Some rows of a table of floats, {@code [N, D]} row-major. */
  static Matrix rows(float[] table, int columns, int[] rows) {
    double[] values = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = table[rows[i] * columns + j];
      }
    }
    return Matrix.of(values, rows.length, columns);
  }
}
