package dev.hydrant.trainer.protein.picture;

import dev.hydrant.trainer.protein.measure.Reconstruction;
import dev.hydrant.trainer.report.Charts;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;

/** The error of each residue along a chain, and the error of the whole. */
public final class ErrorPlot {
  private ErrorPlot() {}

  /** The picture as PNG. */
  public static byte[] png(Reconstruction made) {
    List<Double> at = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < made.errors().length; i++) {
      if (!Double.isNaN(made.errors()[i])) {
        at.add(i + 1.0);
        errors.add(made.errors()[i]);
      }
    }
    String title = String.format(Locale.ROOT, "%s: RMSD %.2f Å", made.target().id(), made.rmsd());
    XYChart chart = Charts.plain(title, "error (Å)");
    chart.setXAxisTitle("residue");
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisDecimalPattern("0.0");
    Charts.line(chart, "residue", at, errors).setLineColor(new Color(0x1f, 0x5f, 0xa8));
    List<Double> ends = List.of(at.get(0), at.get(at.size() - 1));
    Charts.line(chart, "whole chain", ends, List.of(made.rmsd(), made.rmsd()))
        .setLineColor(new Color(0xd9, 0x6b, 0x0b));
    return Charts.png(chart);
  }
}
