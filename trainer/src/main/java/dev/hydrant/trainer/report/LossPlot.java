package dev.hydrant.trainer.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws the course of a number that a model is known by, such as {@code loss.png}: of every
 * training step in pale, their running mean above it, of validations as points.
 */
public final class LossPlot {
  private static final Color PALE = new Color(0x9e, 0xc3, 0xe6);
  private static final Color STRONG = new Color(0x1f, 0x5f, 0xa8);
  private static final Color VALIDATION = new Color(0xd9, 0x6b, 0x0b);

  private record Points(List<Double> x, List<Double> y) {}

  private LossPlot() {}

  /**
   * Draws the rows that hold the number; does nothing if none does. Replaces the file in one step.
   *
   * @param which of the headlines
   */
  public static void write(
      Path file, String title, Headlines headlines, int which, List<Metrics> rows)
      throws IOException {
    Headline headline = headlines.all().get(which);
    Points train = points(rows, headlines.train(headline.metric()));
    Points validation = points(rows, headlines.val(headline.metric()));
    if (train.x().isEmpty() && validation.x().isEmpty()) {
      return;
    }
    XYChart chart = Charts.plain(title, headline.axis());
    if (!train.x().isEmpty()) {
      line(chart, "training", train, PALE, 1f);
      line(chart, "training, running mean", smooth(train), STRONG, 2.2f);
    }
    if (!validation.x().isEmpty()) {
      XYSeries s = line(chart, "validation", validation, VALIDATION, 1.6f);
      s.setMarker(SeriesMarkers.CIRCLE);
      s.setMarkerColor(VALIDATION);
    }
    Charts.write(file, chart);
  }

  private static XYSeries line(XYChart chart, String name, Points p, Color color, float width) {
    XYSeries s = chart.addSeries(name, p.x(), p.y());
    s.setMarker(SeriesMarkers.NONE);
    s.setLineColor(color);
    s.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return s;
  }

  private static Points points(List<Metrics> rows, String name) {
    Points p = new Points(new ArrayList<>(), new ArrayList<>());
    for (Metrics row : rows) {
      Double y = row.values().get(name);
      if (y != null && Double.isFinite(y)) {
        // Evenly spaced values would each be labelled, side by side; an invisible shift prevents
        // it.
        p.x().add(row.step() + (p.x().isEmpty() ? 1e-3 : 0));
        p.y().add(y);
      }
    }
    return p;
  }

  /** Mean over a centred window of a fortieth of the points. */
  private static Points smooth(Points p) {
    int half = Math.max(1, p.x().size() / 80);
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < p.y().size(); i++) {
      // The same number of points on either side, so that the ends do not lean.
      int reach = Math.min(half, Math.min(i, p.y().size() - 1 - i));
      y.add(
          p.y().subList(i - reach, i + reach + 1).stream()
              .mapToDouble(Double::doubleValue)
              .average()
              .orElseThrow());
    }
    return new Points(p.x(), y);
  }
}
