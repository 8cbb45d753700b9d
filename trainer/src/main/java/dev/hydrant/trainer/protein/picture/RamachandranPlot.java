package dev.hydrant.trainer.protein.picture;

import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Torsions;
import dev.hydrant.trainer.report.Charts;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The backbone angles φ and ψ of all residues (Ramachandran 1963), true ones and made ones. */
public final class RamachandranPlot {
  private static final int SIDE = 700;

  private RamachandranPlot() {}

  /**
   * The picture as PNG.
   *
   * @param targets the structures
   * @param made what was made of them
   */
  public static byte[] png(List<ProteinChain> targets, List<ProteinChain> made) {
    XYChart chart = Charts.plain("Ramachandran plot", "ψ (°)", SIDE, SIDE);
    chart.setXAxisTitle("φ (°)");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setXAxisMin(-180.0).setXAxisMax(180.0);
    chart.getStyler().setYAxisMin(-180.0).setYAxisMax(180.0);
    chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0");
    chart.getStyler().setMarkerSize(5);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    add(chart, "target", targets, SeriesMarkers.CIRCLE, new Color(0x55, 0x55, 0x55, 0x70));
    add(chart, "reconstruction", made, SeriesMarkers.DIAMOND, new Color(0xd9, 0x4b, 0x0b, 0x90));
    return Charts.png(chart);
  }

  private static void add(
      XYChart chart, String name, List<ProteinChain> chains, Marker marker, Color colour) {
    List<Double> phi = new ArrayList<>();
    List<Double> psi = new ArrayList<>();
    for (ProteinChain chain : chains) {
      for (int i = 1; i + 1 < chain.length(); i++) {
        Torsions torsions = Torsions.of(chain, i);
        if (Double.isFinite(torsions.phi()) && Double.isFinite(torsions.psi())) {
          phi.add(Math.toDegrees(torsions.phi()));
          psi.add(Math.toDegrees(torsions.psi()));
        }
      }
    }
    if (!phi.isEmpty()) {
      XYSeries series = chart.addSeries(name, phi, psi);
      series.setMarker(marker);
      series.setMarkerColor(colour);
    }
  }
}
