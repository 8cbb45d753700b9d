package dev.hydrant.trainer.analysis;

import java.util.Arrays;

/** A dense matrix of doubles, row by row: {@code [rows, columns]}; each row is a point. */
public final class Matrix {
  private final int rows;
  private final int columns;
  private final double[] values;

  private Matrix(int rows, int columns, double[] values) {
    if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          values.length + " values are no matrix [" + rows + ", " + columns + "]");
    }
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** The matrix over {@code values}, which are not copied and must not change afterwards. */
  public static Matrix of(double[] values, int rows, int columns) {
    return new Matrix(rows, columns, values);
  }

  /** The matrix of {@code rows · columns} floats, copied as doubles. */
  public static Matrix of(float[] values, int rows, int columns) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return new Matrix(rows, columns, copy);
  }

  /** The matrix of rows of one length, copied. No row at all gives {@code [0, 0]}. */
  public static Matrix of(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] values = new double[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "Row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
      }
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new Matrix(rows.length, columns, values);
  }

  static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public double get(int row, int column) {
    return values[row * columns + column];
  }

  /** A copy of one row. */
  public double[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /** A copy of one column. */
  public double[] column(int column) {
    double[] copy = new double[rows];
    for (int i = 0; i < rows; i++) {
      copy[i] = values[i * columns + column];
    }
    return copy;
  }

  /** A copy of all values, row by row. */
  public double[] toArray() {
    return values.clone();
  }

  public Matrix transpose() {
    Matrix turned = zeros(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned.values[j * rows + i] = values[i * columns + j];
      }
    }
    return turned;
  }

  /** The values themselves: for reading, and for writing by whoever made this matrix. */
  double[] values() {
    return values;
  }

  /** The mean of each column. */
  double[] columnMeans() {
    double[] means = new double[columns];
    for (int i = 0; i < values.length; i++) {
      means[i % columns] += values[i];
    }
    for (int j = 0; j < columns; j++) {
      means[j] /= rows;
    }
    return means;
  }

  /** The variance of the columns (over n) averaged over them: the scale of the points, squared. */
  double meanVariance() {
    double[] means = columnMeans();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double d = values[i] - means[i % columns];
      sum += d * d;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  /** Refuses NaN and infinities; {@code user} says who cannot work with them. */
  Matrix requireFinite(String user) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            String.format(
                "%s needs finite numbers, but row %d, column %d is %s",
                user, i / columns, i % columns, values[i]));
      }
    }
    return this;
  }
}
