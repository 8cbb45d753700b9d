package dev.hydrant.trainer.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The look that all charts of a run share. */
public final class Charts {
  private Charts() {}

  /** An empty chart over optimizer steps. */
  public static XYChart plain(String title, String yAxis) {
    return plain(title, yAxis, 960, 540);
  }

  /** The same of another size in pixels. */
  public static XYChart plain(String title, String yAxis, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle("optimizer step")
            .yAxisTitle(yAxis)
            .build();
    XYStyler styler = chart.getStyler();
    styler.setLegendPosition(LegendPosition.InsideNE);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotGridLinesColor(new Color(0xe6, 0xe6, 0xe6));
    styler.setPlotBorderVisible(false);
    styler.setXAxisDecimalPattern("#,###");
    styler.setXAxisTickMarkSpacingHint(90);
    styler.setYAxisTickMarkSpacingHint(60);
    return chart;
  }

  /** Adds a line without markers, in the next colour. */
  public static XYSeries line(XYChart chart, String name, List<Double> x, List<Double> y) {
    // Evenly spaced values would each be labelled, side by side; an invisible shift prevents it.
    List<Double> shifted = new ArrayList<>(x);
    shifted.set(0, x.get(0) + 1e-3);
    XYSeries s = chart.addSeries(name, shifted, y);
    s.setMarker(SeriesMarkers.NONE);
    s.setLineStyle(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return s;
  }

  /** A chart as PNG. */
  public static byte[] png(XYChart chart) {
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("a chart in memory cannot be written", e);
    }
  }

  /** Writes a chart as PNG; replaces the file in one step. */
  public static void write(Path file, XYChart chart) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName());
    Files.write(temporary, png(chart));
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
