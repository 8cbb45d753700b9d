package dev.hydrant.trainer.mixture.picture;

import dev.hydrant.trainer.analysis.Clustering;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.mixture.data.PointSet;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Sets as rows of panels, in their first two dimensions: points in the colours of their components
 * with the true centres, what k-means makes of them, the predictions in the colours of their
 * nearest centre, and the way from each point to its prediction.
 */
public final class SetPicture {
  private static final int SIDE = 230;
  private static final int GAP = 14;
  private static final int HEAD = 24;
  private static final double DOT = 2.6;

  private final int dpi;

  /**
   * @param dpi dots per inch
   */
  public SetPicture(int dpi) {
    this.dpi = dpi;
  }

  /**
   * A set with what is drawn of it.
   *
   * @param predictions {@code [N, d]}
   * @param kMeans the clusters of its points; null to leave that panel out
   * @param title of the predictions
   */
  public record Row(PointSet set, Matrix predictions, Clustering kMeans, String title) {}

  private record Panel(String title, Matrix dots, IntFunction<Color> colours, Matrix from) {}

  /** Draws rows as a PNG file. */
  public byte[] draw(List<Row> rows) {
    int columns = panels(rows.get(0)).size();
    int width = columns * (SIDE + GAP) + GAP;
    int height = rows.size() * (SIDE + HEAD + GAP) + GAP;
    return Png.draw(
        width,
        height,
        dpi,
        g -> {
          for (int r = 0; r < rows.size(); r++) {
            List<Panel> panels = panels(rows.get(r));
            for (int c = 0; c < panels.size(); c++) {
              Graphics2D at =
                  (Graphics2D)
                      g.create(
                          GAP + c * (SIDE + GAP),
                          GAP + r * (SIDE + HEAD + GAP),
                          SIDE + 1,
                          SIDE + HEAD + 1);
              draw(at, rows.get(r).set(), panels.get(c));
              at.dispose();
            }
          }
        });
  }

  private static List<Panel> panels(Row row) {
    PointSet set = row.set();
    int[] nearest = Clustering.nearest(row.predictions(), set.centres());
    List<Panel> panels = new ArrayList<>();
    panels.add(
        new Panel(
            "points, %.1f dB, K = %d".formatted(set.snr(), set.components()),
            set.points(),
            i -> Colours.component(set.labels()[i]),
            null));
    if (row.kMeans() != null) {
      panels.add(
          new Panel(
              "k-means", set.points(), i -> Colours.component(row.kMeans().labels()[i]), null));
    }
    panels.add(new Panel(row.title(), row.predictions(), i -> Colours.component(nearest[i]), null));
    panels.add(
        new Panel(
            "from points to predictions",
            row.predictions(),
            i -> Colours.component(set.labels()[i]),
            set.points()));
    return panels;
  }

  private static void draw(Graphics2D g, PointSet set, Panel panel) {
    g.setColor(Color.BLACK);
    g.drawString(panel.title(), 2, HEAD - 8);
    g.translate(0, HEAD);
    g.setColor(new Color(0xd0d0d0));
    g.drawRect(0, 0, SIDE, SIDE);
    Frame frame = Frame.of(set);
    for (int i = 0; i < set.size(); i++) {
      Color colour = panel.colours().apply(i);
      double x = frame.x(panel.dots(), i);
      double y = frame.y(panel.dots(), i);
      if (panel.from() != null) {
        g.setStroke(new BasicStroke(0.7f));
        g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 150));
        g.draw(new Line2D.Double(frame.x(panel.from(), i), frame.y(panel.from(), i), x, y));
      } else {
        g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 150));
        g.fill(new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT));
      }
    }
    centres(g, frame, set);
  }

  /** Crosses at the true centres that have points. */
  private static void centres(Graphics2D g, Frame frame, PointSet set) {
    int[] counts = set.counts();
    g.setStroke(new BasicStroke(1.6f));
    g.setColor(Color.BLACK);
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] > 0) {
        double x = frame.x(set.centres(), k);
        double y = frame.y(set.centres(), k);
        g.draw(new Line2D.Double(x - 4, y - 4, x + 4, y + 4));
        g.draw(new Line2D.Double(x - 4, y + 4, x + 4, y - 4));
      }
    }
  }

  /** Where values lie in a panel; one scale for both dimensions. */
  private record Frame(double left, double top, double scale) {
    static Frame of(PointSet set) {
      int[] counts = set.counts();
      double[] x = values(set, counts, 0);
      double[] y = set.dim() > 1 ? values(set, counts, 1) : new double[x.length];
      double minX = Arrays.stream(x).min().orElse(0);
      double maxX = Arrays.stream(x).max().orElse(1);
      double minY = Arrays.stream(y).min().orElse(0);
      double maxY = Arrays.stream(y).max().orElse(1);
      double span = 1.08 * Math.max(1e-9, Math.max(maxX - minX, maxY - minY));
      return new Frame((minX + maxX - span) / 2, (minY + maxY + span) / 2, SIDE / span);
    }

    /** All points, and the centres that are drawn. */
    private static double[] values(PointSet set, int[] counts, int dimension) {
      return DoubleStream.concat(
              Arrays.stream(set.points().column(dimension)),
              IntStream.range(0, counts.length)
                  .filter(k -> counts[k] > 0)
                  .mapToDouble(k -> set.centres().get(k, dimension)))
          .toArray();
    }

    double x(Matrix points, int i) {
      return (points.get(i, 0) - left) * scale;
    }

    double y(Matrix points, int i) {
      return (top - (points.columns() > 1 ? points.get(i, 1) : 0)) * scale;
    }
  }
}
