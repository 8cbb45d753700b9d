package dev.hydrant.trainer.vqvae.prepare;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.nn.Fill;

/** A small table with known groups: seven features of three factors, of different units. */
final class Discovery17 {
  private static final double[][] LOADINGS = {
    {1, 0, 0}, {-1, 0, 0}, {.9, .1, 0}, {0, 1, 0}, {0, -1, .1}, {0, .8, 0}, {0, 0, 1}
  };
  private static final double[] SCALE = {1, 10, .1, 5, 1000, 1, 2};
  private static final double[] SHIFT = {0, 5, 0, 0, -300, 0, 1};

  private Discovery17() {}

  static Matrix table() {
    double[] factors = Fill.values('x', 40 * 3, 11);
    double[] noise = Fill.values('x', 40 * 7, 12);
    double[] x = new double[40 * 7];
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 7; j++) {
        double v = .2 * noise[i * 7 + j];
        for (int f = 0; f < 3; f++) {
          v += factors[i * 3 + f] * LOADINGS[j][f];
        }
        x[i * 7 + j] = v * SCALE[j] + SHIFT[j];
      }
    }
    return Matrix.of(x, 40, 7);
  }
}
