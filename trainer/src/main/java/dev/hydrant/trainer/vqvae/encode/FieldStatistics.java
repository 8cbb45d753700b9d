package dev.hydrant.trainer.vqvae.encode;

import java.util.List;

/** Statistics of images, each averaged over the images of a sample. */
final class FieldStatistics {
  /** What {@link #of} computes, in order. */
  static final List<String> NAMES =
      List.of(
          "mean",
          "std",
          "skewness",
          "kurtosis",
          "min",
          "max",
          "energy",
          "gradient_x",
          "gradient_y",
          "roughness",
          "correlation_x",
          "correlation_y",
          "center_x",
          "center_y");

  private static final double EPS = 1e-12;

  private final int height;
  private final int width;

  FieldStatistics(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /** The statistics of the images in a stretch of values. */
  float[] of(float[] values, int from, int length) {
    int size = height * width;
    double[] sum = new double[NAMES.size()];
    for (int at = from; at < from + length; at += size) {
      add(values, at, sum);
    }
    float[] out = new float[sum.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = (float) (sum[k] * size / length);
    }
    return out;
  }

  private void add(float[] v, int at, double[] sum) {
    int n = height * width;
    double mean = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double energy = 0;
    double mass = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < n; i++) {
      double a = v[at + i];
      mean += a / n;
      energy += a * a / n;
      min = Math.min(min, a);
      max = Math.max(max, a);
      mass += Math.abs(a);
      x += Math.abs(a) * (i % width);
      y += Math.abs(a) * (i / width);
    }
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (int i = 0; i < n; i++) {
      double d = v[at + i] - mean;
      m2 += d * d / n;
      m3 += d * d * d / n;
      m4 += d * d * d * d / n;
    }
    double deviation = Math.sqrt(m2) + EPS;
    double[] across = steps(v, at, 1, mean);
    double[] down = steps(v, at, width, mean);
    double[] own = {
      mean,
      deviation,
      m3 / Math.pow(deviation, 3),
      m4 / Math.pow(deviation, 4),
      min,
      max,
      energy,
      across[0],
      down[0],
      (across[0] + down[0]) / deviation,
      across[1] / (m2 + EPS),
      down[1] / (m2 + EPS),
      x / (mass + EPS) / width,
      y / (mass + EPS) / height
    };
    for (int k = 0; k < own.length; k++) {
      sum[k] += own[k];
    }
  }

  /** The mean size of a step to the next place, and the covariance of neighbours. */
  private double[] steps(float[] v, int at, int stride, double mean) {
    double steps = 0;
    double products = 0;
    int count = 0;
    for (int i = 0; i + stride < height * width; i++) {
      if (stride == 1 && i % width == width - 1) {
        continue;
      }
      double a = v[at + i];
      double b = v[at + i + stride];
      steps += Math.abs(b - a);
      products += (a - mean) * (b - mean);
      count++;
    }
    return new double[] {steps / Math.max(1, count), products / Math.max(1, count)};
  }
}
