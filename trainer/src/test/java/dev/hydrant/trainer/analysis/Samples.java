package dev.hydrant.trainer.analysis;

import dev.hydrant.trainer.nn.Fill;
import java.util.Random;

/** Points for tests. */
final class Samples {
  private Samples() {}

  /** Golden values {@code [rows, columns]}: even on [−1, 1). */
  static Matrix fill(int rows, int columns, int p) {
    return Matrix.of(Fill.values('x', rows * columns, p), rows, columns);
  }

  static Matrix scaled(Matrix m, double factor) {
    double[] values = m.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return Matrix.of(values, m.rows(), m.columns());
  }

  /** {@code each} points around each of k centres, one centre a coordinate axis at {@code away}. */
  static Matrix blobs(int k, int each, int d, double away, double noise, long seed) {
    Random random = new Random(seed);
    double[] values = new double[k * each * d];
    for (int i = 0; i < k * each; i++) {
      for (int j = 0; j < d; j++) {
        values[i * d + j] = (j == i / each ? away : 0) + noise * random.nextGaussian();
      }
    }
    return Matrix.of(values, k * each, d);
  }

  static int[] blobLabels(int k, int each) {
    int[] labels = new int[k * each];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / each;
    }
    return labels;
  }

  /** The share of the k nearest neighbours that have a point's own label, over all points. */
  static double purity(Matrix map, int[] labels, int k) {
    int[][] near = NearestNeighbours.of(map, k).indices();
    int same = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j : near[i]) {
        same += labels[i] == labels[j] ? 1 : 0;
      }
    }
    return (double) same / (labels.length * k);
  }
}
