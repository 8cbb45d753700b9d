package dev.hydrant.trainer.protein.picture;

import dev.hydrant.trainer.report.Charts;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Cross entropies of the two tracks over how much is masked. */
public final class MaskRatePlot {
  private static final List<Color> COLORS =
      List.of(new Color(0x1f, 0x5f, 0xa8), new Color(0xd9, 0x6b, 0x0b));

  private MaskRatePlot() {}

  /**
   * A line.
   *
   * @param name of the track
   * @param nats at each rate
   * @param baseline of a guess by counts
   */
  public record Line(String name, List<Double> nats, double baseline) {}

  /** The picture as PNG. */
  public static byte[] png(List<Double> rates, List<Line> lines) {
    XYChart chart = Charts.plain("Masked positions, filled in", "cross entropy (nats)");
    chart.setXAxisTitle("share that is masked");
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0);
    chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Color color = COLORS.get(i % COLORS.size());
      Charts.line(chart, line.name(), rates, line.nats()).setLineColor(color);
      Charts.line(
              chart,
              line.name() + ", by counts",
              List.of(0.0, 1.0),
              List.of(line.baseline(), line.baseline()))
          .setLineColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 0x60));
    }
    return Charts.png(chart);
  }
}
