package dev.hydrant.trainer.vqvae.features;

import java.util.SplittableRandom;

/**
 * The other inputs of a sample: series of damped oscillators and fields of blobs, both driven by
 * the factors of a family, and vectors of parameters.
 */
final class SampleInputs {
  static final int STEPS = 64;
  static final int CHANNELS = 12;
  static final int PARAMETERS = 14;

  private final double[][] factors;
  private final int rows;
  private final SplittableRandom random;

  SampleInputs(double[][] factors, long seed) {
    this.factors = factors;
    this.rows = factors[0].length;
    this.random = new SplittableRandom(seed * 1013 + 7);
  }

  private double factor(int k, int row) {
    return factors[k % factors.length][row];
  }

  /** {@code [N, T, D]}: channel d oscillates faster with d, damped by the row's factor. */
  float[] series() {
    float[] out = new float[rows * STEPS * CHANNELS];
    int at = 0;
    for (int i = 0; i < rows; i++) {
      double damping = Math.exp(-2.5 + 0.5 * factor(0, i));
      double phase = factor(1, i);
      for (int t = 0; t < STEPS; t++) {
        for (int d = 0; d < CHANNELS; d++) {
          double wave = Math.cos(0.1 * (d + 1) * t + phase);
          out[at++] = (float) (Math.exp(-damping * t) * wave + 0.05 * random.nextGaussian());
        }
      }
    }
    return out;
  }

  /** {@code [n, 1, size, size]}: a blob whose width and place follow the row's factors. */
  float[] fields(int n, int size) {
    float[] out = new float[n * size * size];
    for (int i = 0; i < n; i++) {
      double width = 3 * Math.exp(0.3 * factor(0, i));
      double x0 = size / 2.0 + 4 * Math.tanh(factor(1, i));
      double y0 = size / 2.0 + 4 * Math.tanh(factor(2, i));
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          double d2 = (x - x0) * (x - x0) + (y - y0) * (y - y0);
          out[(i * size + y) * size + x] =
              (float) (Math.exp(-d2 / (2 * width * width)) + 0.02 * random.nextGaussian());
        }
      }
    }
    return out;
  }

  /** {@code [N, 14]}, even on [0, 1). */
  float[] parameters() {
    float[] out = new float[rows * PARAMETERS];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) random.nextDouble();
    }
    return out;
  }
}
