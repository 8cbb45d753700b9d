package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.report.Charts;
import dev.hydrant.trainer.report.Metrics;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** The course of the learning rate over a run. */
final class RatePicture {
  private static final String RATE = "lr";

  private RatePicture() {}

  /**
   * A picture as PNG; empty where fewer than two rows tell the rate.
   *
   * @param rows of the run
   */
  static Optional<byte[]> draw(List<Metrics> rows) {
    List<Metrics> told = rows.stream().filter(r -> r.values().containsKey(RATE)).toList();
    if (told.size() < 2) {
      return Optional.empty();
    }
    XYChart chart = Charts.plain("learning rate", "learning rate");
    chart.getStyler().setLegendVisible(false);
    Charts.line(
        chart,
        RATE,
        told.stream().map(r -> (double) r.step()).toList(),
        told.stream().map(r -> r.values().get(RATE)).toList());
    return Optional.of(Charts.png(chart));
  }
}
