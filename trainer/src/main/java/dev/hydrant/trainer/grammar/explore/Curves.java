package dev.hydrant.trainer.grammar.explore;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Pca;
import dev.hydrant.trainer.report.Charts;
import dev.hydrant.trainer.report.Metrics;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of a run: its losses, the divergence of each latent dimension, a map of the latents. */
public final class Curves {
  private static final Color[] SHADES = {
    new Color(0x44, 0x01, 0x54),
    new Color(0x2a, 0x78, 0x8e),
    new Color(0x5e, 0xc9, 0x62),
    new Color(0xf5, 0xa6, 0x23)
  };

  /** Rows of a validation have it. */
  private static final String VALIDATED = "val/rec_per_seq";

  private Curves() {}

  /** Reconstruction above, divergence and its weight below, over epochs. */
  public static BufferedImage losses(List<Metrics> all) {
    // the row of an epoch holds means over it, those between single steps
    List<Metrics> epochs = all.stream().filter(r -> r.values().containsKey(VALIDATED)).toList();
    List<Metrics> rows = epochs.size() < 3 ? all : epochs;
    XYChart above = chart("reconstruction of a sequence (nats)", "epoch", "nats");
    line(above, "training", rows, "train/rec_per_seq");
    line(above, "validation", rows, VALIDATED);
    XYChart below = chart("KL divergence (nats) and its weight beta", "epoch", "nats");
    line(below, "training KL", rows, "train/kl_raw");
    line(below, "validation KL", rows, "val/kl_raw");
    XYSeries beta = line(below, "beta", rows, "train/beta");
    if (beta != null) {
      beta.setYAxisGroup(1);
      below.setYAxisGroupTitle(1, "beta");
      below.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
      below.getStyler().setYAxisMin(1, 0.0);
    }
    return stacked(above, below);
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart = Charts.plain(title, y);
    chart.setXAxisTitle(x);
    return chart;
  }

  private static XYSeries line(XYChart chart, String name, List<Metrics> rows, String metric) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Metrics row : rows) {
      Double value = row.values().get(metric);
      Double epoch = row.values().get(Metrics.EPOCH);
      if (value != null && Double.isFinite(value) && epoch != null) {
        x.add(epoch);
        y.add(value);
      }
    }
    return x.isEmpty() ? null : Charts.line(chart, name, x, y);
  }

  private static BufferedImage stacked(XYChart... charts) {
    List<BufferedImage> images =
        Arrays.stream(charts).map(BitmapEncoder::getBufferedImage).toList();
    int width = images.get(0).getWidth();
    int height = images.stream().mapToInt(BufferedImage::getHeight).sum();
    BufferedImage whole = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = whole.createGraphics();
    int y = 0;
    for (BufferedImage image : images) {
      g.drawImage(image, 0, y, null);
      y += image.getHeight();
    }
    g.dispose();
    return whole;
  }

  /** The mean divergence of each latent dimension, the largest first. */
  public static BufferedImage dimensions(List<LatentSpace.Code> codes) {
    int z = codes.get(0).mean().length;
    double[] kl = new double[z];
    for (LatentSpace.Code c : codes) {
      for (int d = 0; d < z; d++) {
        double lv = c.logVariance()[d];
        kl[d] += (c.mean()[d] * c.mean()[d] + Math.exp(lv) - 1 - lv) / 2 / codes.size();
      }
    }
    Arrays.sort(kl);
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int d = 0; d < z; d++) {
      x.add(d + 1.0);
      y.add(kl[z - 1 - d]);
    }
    XYChart chart = chart("KL divergence of each latent dimension", "dimension, by rank", "nats");
    Charts.line(chart, "mean over sequences", x, y).setMarker(SeriesMarkers.CIRCLE);
    return stacked(chart);
  }

  /**
   * Latent means along their first two principal axes.
   *
   * @param lengths rules of each; the colours are quarters of them
   */
  public static BufferedImage map(List<LatentSpace.Code> codes, int[] lengths) {
    int z = codes.get(0).mean().length;
    float[] values = new float[codes.size() * z];
    for (int i = 0; i < codes.size(); i++) {
      System.arraycopy(codes.get(i).mean(), 0, values, i * z, z);
    }
    Matrix means = Matrix.of(values, codes.size(), z);
    Pca pca = Pca.fit(means, 2);
    Matrix points = pca.transform(means);
    double[] share = pca.explainedVarianceRatio();
    XYChart chart =
        chart(
            "latent means of validation sequences, coloured by their number of rules",
            "first axis (%.0f %% of the variance)".formatted(100 * share[0]),
            "second axis (%.0f %%)".formatted(100 * share[1]));
    chart.getStyler().setXAxisDecimalPattern("0.#");
    chart.getStyler().setMarkerSize(5);
    int[] sorted = lengths.clone();
    Arrays.sort(sorted);
    int low = sorted[0];
    for (int q = 0; q < SHADES.length; q++) {
      int high = sorted[Math.min(sorted.length - 1, (q + 1) * sorted.length / SHADES.length)];
      boolean isLast = q == SHADES.length - 1;
      quarter(chart, points, lengths, low, isLast ? Integer.MAX_VALUE : high, high, SHADES[q]);
      low = high;
    }
    return stacked(chart);
  }

  private static void quarter(
      XYChart chart, Matrix points, int[] lengths, int from, int below, int shown, Color color) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] >= from && lengths[i] < below) {
        x.add(points.get(i, 0));
        y.add(points.get(i, 1));
      }
    }
    if (!x.isEmpty()) {
      String name = below == Integer.MAX_VALUE ? from + " and more" : from + " to " + (shown - 1);
      XYSeries series = chart.addSeries(name, x, y);
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(color);
    }
  }

  /** An image as a PNG file. */
  public static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
