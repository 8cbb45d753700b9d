package dev.hydrant.trainer.analysis;

/**
 * Symmetric distances between n items with a zero diagonal; the n(n−1)/2 entries above the diagonal
 * are stored once, row by row (8 bytes each: 16 MB for 2,000 items).
 */
public final class DistanceMatrix {
  private final int size;
  private final double[] condensed;

  DistanceMatrix(int size, double[] condensed) {
    this.size = size;
    this.condensed = condensed;
  }

  /**
   * Distances from the condensed form (row by row above the diagonal), copied.
   *
   * @throws IllegalArgumentException if there are not n(n−1)/2, or one is negative or not finite
   */
  public static DistanceMatrix ofCondensed(int size, double[] condensed) {
    if (condensed.length != entries(size)) {
      throw new IllegalArgumentException(
          size + " items have " + entries(size) + " distances, not " + condensed.length);
    }
    return new DistanceMatrix(size, condensed.clone()).check();
  }

  /**
   * Distances from a full square matrix.
   *
   * @throws IllegalArgumentException if it is not square, not symmetric, its diagonal is not zero,
   *     or an entry is negative or not finite
   */
  public static DistanceMatrix of(double[][] square) {
    int n = square.length;
    double[] condensed = new double[entries(n)];
    int at = 0;
    for (int i = 0; i < n; i++) {
      if (square[i].length != n) {
        throw new IllegalArgumentException(
            "Distances between " + n + " items: row " + i + " has " + square[i].length);
      }
      if (square[i][i] != 0) {
        throw new IllegalArgumentException(
            "The distance of item " + i + " to itself is " + square[i][i] + ", not 0");
      }
      for (int j = i + 1; j < n; j++) {
        if (Double.compare(square[i][j], square[j][i]) != 0) {
          throw new IllegalArgumentException(
              String.format(
                  "Distances are not symmetric: %s from %d to %d, %s back",
                  square[i][j], i, j, square[j][i]));
        }
        condensed[at++] = square[i][j];
      }
    }
    return new DistanceMatrix(n, condensed).check();
  }

  /** n², if an array can have so many entries. */
  static int square(int n, String user) {
    if ((long) n * n > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          user + " keeps n² numbers: " + n + " points are too many, take a sample of them");
    }
    return n * n;
  }

  static int entries(int size) {
    long entries = (long) size * (size - 1) / 2;
    if (size < 0 || entries > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("Distances between " + size + " items do not fit");
    }
    return (int) entries;
  }

  public int size() {
    return size;
  }

  public double get(int i, int j) {
    return i == j ? 0 : i < j ? condensed[start(i) + j] : condensed[start(j) + i];
  }

  /** What to add to a column j > i to find the entry (i, j). */
  int start(int i) {
    return (int) ((long) i * size - (long) i * (i + 1) / 2 - i - 1);
  }

  double[] condensed() {
    return condensed;
  }

  private DistanceMatrix check() {
    for (int i = 0, at = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++, at++) {
        if (!(condensed[at] >= 0 && condensed[at] < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "The distance between " + i + " and " + j + " is " + condensed[at]);
        }
      }
    }
    return this;
  }
}
