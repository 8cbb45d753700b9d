package dev.hydrant.trainer.compare;

import dev.hydrant.trainer.report.Charts;
import dev.hydrant.trainer.report.Metrics;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a metric of several runs against the step; the legend is in the order of the table. */
public final class CurvesPlot {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;

  /** What a run takes in the legend, in pixels, and what lies around the legend. */
  private static final int LEGEND_LINE = 23;

  private static final int LEGEND_FRAME = 40;

  /** Told apart with normal and with colour-deficient sight (after Okabe and Ito 2008). */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x00, 0x72, 0xb2),
          new Color(0xd5, 0x5e, 0x00),
          new Color(0x00, 0x9e, 0x73),
          new Color(0xcc, 0x79, 0xa7),
          new Color(0x56, 0xb4, 0xe9));

  /** A round of colours for each marker. */
  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND);

  private record Curve(List<Double> x, List<Double> y) {}

  private CurvesPlot() {}

  /** Writes a PNG, replacing the file in one step. */
  public static void write(Path file, String title, String axis, RunComparison comparison)
      throws IOException {
    List<RunComparison.Row> rows = comparison.rows();
    int height = Math.max(HEIGHT, LEGEND_FRAME + LEGEND_LINE * rows.size());
    XYChart chart = Charts.plain(title, axis, WIDTH, height);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    List<String> labels = LegendLabels.of(rows.stream().map(RunComparison.Row::name).toList());
    List<Curve> curves = rows.stream().map(CurvesPlot::curve).toList();
    boolean falls = rows.stream().allMatch(r -> r.run().smallerIsBetter(r.metric()));
    CurveRange range = CurveRange.of(curves.stream().map(Curve::y).toList(), falls);
    for (int i = 0; i < rows.size(); i++) {
      Color color = COLORS.get(i % COLORS.size());
      XYSeries s = Charts.line(chart, labels.get(i), curves.get(i).x(), curves.get(i).y());
      s.setMarker(MARKERS.get(i / COLORS.size() % MARKERS.size()));
      s.setMarkerColor(color);
      s.setLineColor(color);
    }
    chart.getStyler().setYAxisLogarithmic(range.logarithmic());
    chart.getStyler().setYAxisMin(range.low());
    chart.getStyler().setYAxisMax(range.high());
    Charts.write(file, chart);
  }

  private static Curve curve(RunComparison.Row row) {
    Curve curve = new Curve(new ArrayList<>(), new ArrayList<>());
    for (Metrics m : row.run().rows()) {
      Double value = m.values().get(row.metric());
      if (value != null && Double.isFinite(value)) {
        curve.x().add((double) m.step());
        curve.y().add(value);
      }
    }
    return curve;
  }
}
