package dev.hydrant.trainer.vqvae.encode;

import java.util.SplittableRandom;

/**
 * A convolution without bias and the batch normalisation behind it, which has the statistics it
 * begins with and so only divides by √(1 + 10⁻⁵). A series is an image of height 1.
 */
final class Convolution {
  private static final float NORM = (float) (1 / Math.sqrt(1 + 1e-5));

  final float[] weights;
  final long[] shape;
  private final int in;
  private final int out;
  private final Window window;

  /**
   * A window that moves over an image.
   *
   * @param height of the window; 1 for series
   * @param stride in both directions
   * @param padding zeros on the sides that the window is larger than 1 in
   */
  record Window(int height, int width, int stride, int padding) {
    /** A window of an image or, with rank 1, of a series. */
    static Window of(int rank, int size, int stride, int padding) {
      return new Window(rank == 1 ? 1 : size, size, stride, padding);
    }

    int rows(int of) {
      return height == 1 && of == 1 ? 1 : (of + 2 * padding - height) / stride + 1;
    }

    int columns(int of) {
      return (of + 2 * padding - width) / stride + 1;
    }

    private int top(int row, int of) {
      return height == 1 && of == 1 ? 0 : row * stride - padding;
    }
  }

  Convolution(int rank, int in, int out, Window window, SplittableRandom random) {
    this.in = in;
    this.out = out;
    this.window = window;
    int fanIn = in * window.height() * window.width();
    this.weights = Random.uniform(out * fanIn, fanIn, random);
    this.shape =
        rank == 1
            ? new long[] {out, in, window.width()}
            : new long[] {out, in, window.height(), window.width()};
  }

  /** Weights, and two numbers for each output of the normalisation. */
  long parameterCount() {
    return weights.length + 2L * out;
  }

  /** {@code [in, H, W]} → {@code [out, H', W']}. */
  Image apply(Image x) {
    int h = window.rows(x.height());
    int w = window.columns(x.width());
    float[] y = new float[out * h * w];
    int size = window.height() * window.width();
    float[] patch = new float[in * size];
    for (int i = 0; i < h; i++) {
      for (int j = 0; j < w; j++) {
        gather(x, window.top(i, x.height()), j * window.stride() - window.padding(), patch);
        for (int o = 0; o < out; o++) {
          float sum = 0;
          int at = o * patch.length;
          for (int k = 0; k < patch.length; k++) {
            sum += weights[at + k] * patch[k];
          }
          y[(o * h + i) * w + j] = sum * NORM;
        }
      }
    }
    return new Image(y, out, h, w);
  }

  private void gather(Image x, int top, int left, float[] patch) {
    int k = 0;
    for (int c = 0; c < in; c++) {
      for (int a = top; a < top + window.height(); a++) {
        for (int b = left; b < left + window.width(); b++) {
          boolean inside = a >= 0 && a < x.height() && b >= 0 && b < x.width();
          patch[k++] = inside ? x.values()[(c * x.height() + a) * x.width() + b] : 0;
        }
      }
    }
  }
}
