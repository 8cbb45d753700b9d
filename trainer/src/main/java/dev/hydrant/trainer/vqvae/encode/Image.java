package dev.hydrant.trainer.vqvae.encode;

import java.util.Arrays;

/**
 * One sample within a network.
 *
 * @param values {@code [channels, height, width]}
 */
record Image(float[] values, int channels, int height, int width) {
  Image relu() {
    float[] y = values.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(0, y[i]);
    }
    return new Image(y, channels, height, width);
  }

  Image plus(Image other) {
    float[] y = values.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] += other.values[i];
    }
    return new Image(y, channels, height, width);
  }

  /** The largest value in each window. */
  Image maxPool(Convolution.Window window) {
    int h = window.rows(height);
    int w = window.columns(width);
    float[] y = new float[channels * h * w];
    Arrays.fill(y, Float.NEGATIVE_INFINITY);
    int pad = window.padding();
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < h; i++) {
        for (int j = 0; j < w; j++) {
          int top = height == 1 ? 0 : i * window.stride() - pad;
          int left = j * window.stride() - pad;
          int at = (c * h + i) * w + j;
          for (int a = Math.max(0, top); a < Math.min(height, top + window.height()); a++) {
            for (int b = Math.max(0, left); b < Math.min(width, left + window.width()); b++) {
              y[at] = Math.max(y[at], values[(c * height + a) * width + b]);
            }
          }
        }
      }
    }
    return new Image(y, channels, h, w);
  }

  /** The mean of each channel. */
  float[] means() {
    float[] means = new float[channels];
    int size = height * width;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += values[c * size + i];
      }
      means[c] = (float) (sum / size);
    }
    return means;
  }
}
