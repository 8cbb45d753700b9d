package dev.hydrant.trainer.analysis;

import java.util.Arrays;

/**
 * The cheapest one-to-one matching of rows and columns, by shortest augmenting paths (Jonker and
 * Volgenant 1987; the form for rectangular tables of Crouse 2016). O(min² · max).
 *
 * @param columnOfRow the column of each row; −1 for rows left over when there are more rows
 * @param cost the sum over matched pairs
 */
public record Assignment(int[] columnOfRow, double cost) {

  /**
   * Matches every row of {@code cost [n, m]}, or every column if there are fewer of them.
   *
   * @throws IllegalArgumentException if a cost is not finite
   */
  public static Assignment minimise(Matrix cost) {
    cost.requireFinite("An assignment");
    int[] columnOfRow;
    if (cost.rows() <= cost.columns()) {
      columnOfRow = solve(cost);
    } else {
      columnOfRow = new int[cost.rows()];
      Arrays.fill(columnOfRow, -1);
      int[] rowOfColumn = solve(cost.transpose());
      for (int j = 0; j < rowOfColumn.length; j++) {
        columnOfRow[rowOfColumn[j]] = j;
      }
    }
    double sum = 0;
    for (int i = 0; i < columnOfRow.length; i++) {
      sum += columnOfRow[i] < 0 ? 0 : cost.get(i, columnOfRow[i]);
    }
    return new Assignment(columnOfRow, sum);
  }

  /** Rows one by one, each along the shortest path of reduced costs to a free column. */
  private static int[] solve(Matrix cost) {
    int n = cost.rows();
    int m = cost.columns();
    double[] u = new double[n];
    double[] v = new double[m];
    int[] rowOfColumn = new int[m];
    Arrays.fill(rowOfColumn, -1);
    double[] shortest = new double[m];
    int[] previous = new int[m];
    boolean[] done = new boolean[m];
    for (int start = 0; start < n; start++) {
      Arrays.fill(shortest, Double.POSITIVE_INFINITY);
      Arrays.fill(done, false);
      double length = 0;
      int row = start;
      int column = -1;
      do {
        int next = -1;
        for (int j = 0; j < m; j++) {
          if (done[j]) {
            continue;
          }
          double path = length + cost.get(row, j) - u[row] - v[j];
          if (path < shortest[j]) {
            shortest[j] = path;
            previous[j] = column;
          }
          // Of equally near columns a free one ends the path at once.
          if (next < 0
              || shortest[j] < shortest[next]
              || shortest[j] == shortest[next] && rowOfColumn[j] < 0 && rowOfColumn[next] >= 0) {
            next = j;
          }
        }
        column = next;
        length = shortest[column];
        done[column] = true;
        row = rowOfColumn[column];
      } while (row >= 0);
      u[start] += length;
      for (int j = 0; j < m; j++) {
        if (done[j] && j != column) {
          u[rowOfColumn[j]] += length - shortest[j];
          v[j] -= length - shortest[j];
        }
      }
      while (column >= 0) {
        int before = previous[column];
        rowOfColumn[column] = before < 0 ? start : rowOfColumn[before];
        column = before;
      }
    }
    int[] columnOfRow = new int[n];
    for (int j = 0; j < m; j++) {
      if (rowOfColumn[j] >= 0) {
        columnOfRow[rowOfColumn[j]] = j;
      }
    }
    return columnOfRow;
  }
}
