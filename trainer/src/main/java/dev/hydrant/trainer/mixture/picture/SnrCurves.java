package dev.hydrant.trainer.mixture.picture;

import dev.hydrant.trainer.mixture.evaluate.Cell;
import dev.hydrant.trainer.mixture.evaluate.Spread;
import dev.hydrant.trainer.report.Charts;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How far each method is from the centres, over the ratio of signal to noise: means of the
 * logarithm of the squared Wasserstein distance, with bars of one standard error up and down.
 */
public final class SnrCurves {
  private SnrCurves() {}

  /**
   * A picture as PNG.
   *
   * @param cells of one K and one N, two at least, of different ratios
   */
  public static byte[] draw(List<Cell> cells) {
    XYChart chart = Charts.plain("distance to the centres", "ln W2²");
    chart.setXAxisTitle("SNR in dB");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
    List<Cell> ordered = cells.stream().sorted((a, b) -> Double.compare(a.snr(), b.snr())).toList();
    add(chart, "network", ordered, c -> c.model().logarithm());
    add(chart, "k-means of predictions", ordered, c -> c.ofPredictions().logarithm());
    add(chart, "k-means", ordered, c -> c.kMeans().logarithm());
    if (ordered.stream().allMatch(c -> c.em().isPresent())) {
      add(chart, "EM", ordered, c -> c.em().orElseThrow().logarithm());
    }
    return Charts.png(chart);
  }

  private static void add(
      XYChart chart, String name, List<Cell> cells, Function<Cell, Spread> value) {
    XYSeries line =
        chart.addSeries(
            name,
            cells.stream().map(Cell::snr).toList(),
            cells.stream().map(c -> value.apply(c).mean()).toList(),
            cells.stream().map(c -> value.apply(c).deviation() / Math.sqrt(c.sets())).toList());
    line.setMarker(SeriesMarkers.CIRCLE);
  }
}
