package dev.hydrant.trainer.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A small plot of a curve above zero in plain characters. */
final class TextPlot {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 8;

  private TextPlot() {}

  /**
   * Draws a curve; the value of a column is that of the nearest point.
   *
   * @param ys at evenly spaced places, at least one
   * @param first what stands below the left end
   * @param last what stands below the right end
   */
  static List<String> of(List<Double> ys, String first, String last) {
    double top = Math.max(Collections.max(ys), Double.MIN_NORMAL);
    int[] rows = new int[WIDTH];
    for (int x = 0; x < WIDTH; x++) {
      double y = ys.get((int) Math.round(x * (ys.size() - 1) / (WIDTH - 1.0)));
      rows[x] = (int) Math.round(y / top * (HEIGHT - 1));
    }
    List<String> lines = new ArrayList<>();
    for (int row = HEIGHT - 1; row >= 0; row--) {
      StringBuilder line = new StringBuilder();
      String label = row == HEIGHT - 1 ? Amounts.rounded(top) : row == 0 ? "0" : "";
      line.append("%9s |".formatted(label));
      for (int x = 0; x < WIDTH; x++) {
        line.append(covers(rows, x, row) ? '*' : ' ');
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add(" ".repeat(10) + "+" + "-".repeat(WIDTH));
    lines.add(
        " ".repeat(11)
            + first
            + " ".repeat(Math.max(1, WIDTH - first.length() - last.length()))
            + last);
    return lines;
  }

  /** The curve in a column, and on steep stretches what lies between it and the column before. */
  private static boolean covers(int[] rows, int x, int row) {
    int before = x == 0 ? rows[0] : rows[x - 1];
    int low = before < rows[x] ? before + 1 : rows[x];
    int high = before > rows[x] ? before - 1 : rows[x];
    return row == rows[x] || row >= low && row <= high;
  }
}
