package dev.hydrant.trainer.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the loss over the logarithm of the learning rate, and the suggested rate. */
public final class RangePlot {
  private RangePlot() {}

  /**
   * Replaces the file in one step.
   *
   * @param lrs rates, growing
   * @param losses of the steps
   * @param smoothed their running mean
   * @param suggestion marked if there is one
   */
  public static void write(
      Path file,
      String title,
      List<Double> lrs,
      List<Double> losses,
      List<Double> smoothed,
      OptionalDouble suggestion)
      throws IOException {
    XYChart chart = Charts.plain(title, "loss (nats)");
    chart.setXAxisTitle("learning rate");
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisDecimalPattern(null);
    chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
    add(chart, "loss", lrs, losses).setLineColor(new Color(0x9e, 0xc3, 0xe6));
    add(chart, "running mean", lrs, smoothed).setLineColor(new Color(0x1f, 0x5f, 0xa8));
    suggestion.ifPresent(
        lr -> {
          double y = smoothed.get(lrs.indexOf(lr));
          XYSeries s = add(chart, "suggested: %.2g".formatted(lr), List.of(lr), List.of(y));
          s.setMarker(SeriesMarkers.CIRCLE);
          s.setMarkerColor(new Color(0xd9, 0x6b, 0x0b));
          s.setLineColor(new Color(0xd9, 0x6b, 0x0b));
        });
    Charts.write(file, chart);
  }

  private static XYSeries add(XYChart chart, String name, List<Double> x, List<Double> y) {
    XYSeries s = chart.addSeries(name, x, y);
    s.setMarker(SeriesMarkers.NONE);
    return s;
  }
}
