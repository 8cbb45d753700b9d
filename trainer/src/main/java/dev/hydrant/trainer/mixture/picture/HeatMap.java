package dev.hydrant.trainer.mixture.picture;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/** A table of numbers as coloured fields. */
public final class HeatMap {
  private static final int WIDTH = 74;
  private static final int HEIGHT = 36;
  private static final int LEFT = 84;
  private static final int TOP = 40;
  private static final int BOTTOM = 46;

  private final String colours;
  private final int dpi;

  /**
   * @param colours viridis or gray
   * @param dpi dots per inch
   */
  public HeatMap(String colours, int dpi) {
    this.colours = colours;
    this.dpi = dpi;
  }

  /**
   * Draws a table as a PNG file.
   *
   * @param values a list for each row, from below
   */
  public byte[] draw(
      String title,
      String xName,
      List<String> columns,
      String yName,
      List<String> rows,
      List<List<Double>> values) {
    double min = values.stream().flatMap(List::stream).mapToDouble(v -> v).min().orElse(0);
    double max = values.stream().flatMap(List::stream).mapToDouble(v -> v).max().orElse(1);
    int width = Math.max(360, LEFT + columns.size() * WIDTH + 20);
    int height = TOP + rows.size() * HEIGHT + BOTTOM;
    return Png.draw(
        width,
        height,
        dpi,
        g -> {
          g.drawString(title, 12, 20);
          for (int r = 0; r < rows.size(); r++) {
            int y = TOP + (rows.size() - 1 - r) * HEIGHT;
            g.setColor(Color.BLACK);
            g.drawString(yName + " " + rows.get(r), 12, y + HEIGHT / 2 + 5);
            for (int c = 0; c < columns.size(); c++) {
              double value = values.get(r).get(c);
              double part = max > min ? (value - min) / (max - min) : 0;
              int x = LEFT + c * WIDTH;
              g.setColor(Colours.between(colours, part));
              g.fillRect(x, y, WIDTH - 1, HEIGHT - 1);
              g.setColor(part > 0.6 ? Color.BLACK : Color.WHITE);
              g.drawString(String.format(Locale.ROOT, "%.3f", value), x + 16, y + HEIGHT / 2 + 5);
            }
          }
          g.setColor(Color.BLACK);
          for (int c = 0; c < columns.size(); c++) {
            g.drawString(columns.get(c), LEFT + c * WIDTH + 24, TOP + rows.size() * HEIGHT + 18);
          }
          g.drawString(xName, LEFT, TOP + rows.size() * HEIGHT + 36);
        });
  }
}
