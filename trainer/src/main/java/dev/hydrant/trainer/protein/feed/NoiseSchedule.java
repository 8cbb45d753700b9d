package dev.hydrant.trainer.protein.feed;

import dev.hydrant.trainer.protein.config.MaskingSection;

/**
 * How much of a protein is masked at each of T times: the chance of a mask is {@code 1 − e^(−σ̄)},
 * and the rate σ is how fast σ̄ grows.
 */
public final class NoiseSchedule {
  /** The least total noise: a time at which nothing is masked has no finite score. */
  private static final double LEAST = 1e-3;

  private static final double FIRST = 0.05;
  private static final double SPAN = 0.9;

  private final double[] rate;
  private final double[] total;

  private NoiseSchedule(double[] rate, double[] total) {
    this.rate = rate;
    this.total = total;
  }

  /** That of a configuration. */
  public static NoiseSchedule of(MaskingSection.Diffusion d) {
    int n = d.numTimesteps();
    double[] rate = new double[n];
    double[] total = new double[n];
    for (int i = 0; i < n; i++) {
      double u = n == 1 ? 0 : (double) i / (n - 1);
      switch (d.noiseSchedule()) {
        case LINEAR -> {
          double slope = d.sigmaMax() - d.sigmaMin();
          rate[i] = d.sigmaMin() + slope * u;
          total[i] = d.sigmaMin() * u + slope * u * u / 2;
        }
        case UNIFORM -> {
          double masked = FIRST + SPAN * u;
          rate[i] = SPAN / (1 - masked);
          total[i] = -Math.log1p(-masked);
        }
        case INVERTED_U -> {
          double half = SPAN / 2;
          double masked =
              u <= 0.5 ? FIRST + half * Math.sqrt(2 * u) : 0.5 + half * (1 - Math.sqrt(2 - 2 * u));
          total[i] = -Math.log1p(-masked);
          double raw = i == 0 ? total[0] : (total[i] - total[i - 1]) * (n - 1);
          rate[i] = Math.min(d.sigmaMax(), Math.max(d.sigmaMin(), raw));
        }
      }
    }
    for (int i = 0; i < n; i++) {
      total[i] = Math.max(LEAST, total[i]);
    }
    return new NoiseSchedule(rate, total);
  }

  /** The number of times. */
  public int steps() {
    return rate.length;
  }

  /** How fast the noise grows at a time. */
  public double rate(int step) {
    return rate[step];
  }

  /** The total noise σ̄ at a time. */
  public double total(int step) {
    return total[step];
  }

  /** The chance of a mask at a time. */
  public double masked(int step) {
    return -Math.expm1(-total[step]);
  }

  /** A time that stands for a mask rate p without a schedule: that of 100 even ones. */
  static int pseudoStep(double p) {
    return (int) Math.round(Math.min(1, Math.max(0, (p - FIRST) / SPAN)) * 99);
  }

  /** The total noise of a mask rate. */
  static double totalOf(double p) {
    return Math.max(LEAST, -Math.log1p(-Math.min(p, 1 - 1e-6)));
  }

  /** How fast an even schedule grows at a mask rate. */
  static double rateOf(double p) {
    return SPAN / (1 - Math.min(p, 1 - 1e-6));
  }
}
