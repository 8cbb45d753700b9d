package dev.hydrant.trainer.vqvae.picture;

import java.util.Arrays;

/** From values to pixels. */
record Axis(double low, double high, double from, double to) {
  /** One that has all values between two pixels. */
  static Axis around(double[] values, double from, double to) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    return new Axis(low, high > low ? high : low + 1, from, to);
  }

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }
}
