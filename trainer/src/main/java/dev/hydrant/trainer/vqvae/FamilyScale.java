package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.analysis.Quantiles;
import dev.hydrant.trainer.vqvae.features.FeatureSamples;

/**
 * How columns of a family are brought to one scale before its encoder. Without limits a few
 * outliers would be most of what a random network tells.
 *
 * @param inner values that lie side by side in a column: 1, or H·W of images
 * @param low limits of the columns of a table; empty for series and images
 * @param high likewise
 * @param mean of the columns within the limits
 * @param deviation likewise
 */
record FamilyScale(int inner, float[] low, float[] high, float[] mean, float[] deviation) {
  private static final double LOW = 0.005;
  private static final double HIGH = 0.995;
  private static final double LEAST_DEVIATION = 1e-8;

  /** That of an encoder that takes features as they are. */
  static final FamilyScale NONE =
      new FamilyScale(1, new float[0], new float[0], new float[0], new float[0]);

  /**
   * Finds the scale of samples without gaps.
   *
   * @param train the rows that count
   */
  static FamilyScale of(FeatureSamples samples, float[] values, int[] train) {
    long[] shape = samples.shape();
    boolean isTable = shape.length == 1;
    boolean isSeries = shape.length == 2;
    int columns = Math.toIntExact(isTable ? shape[0] : shape[1]);
    int inner = isTable || isSeries ? 1 : Math.toIntExact(shape[2] * shape[3]);
    float[] low = new float[isTable ? columns : 0];
    float[] high = new float[isTable ? columns : 0];
    if (isTable) {
      double[] column = new double[train.length];
      for (int j = 0; j < columns; j++) {
        for (int i = 0; i < train.length; i++) {
          column[i] = values[train[i] * columns + j];
        }
        Quantiles quantiles = Quantiles.of(column);
        low[j] = (float) quantiles.at(LOW);
        high[j] = (float) quantiles.at(HIGH);
      }
    }
    FamilyScale limits = new FamilyScale(inner, low, high, new float[columns], new float[columns]);
    limits.measure(values, values.length / samples.rows(), train);
    return limits;
  }

  private void measure(float[] values, int size, int[] train) {
    int columns = mean.length;
    double[] sum = new double[columns];
    double[] squares = new double[columns];
    double count = (double) train.length * size / columns;
    for (int row : train) {
      for (int i = row * size; i < (row + 1) * size; i++) {
        sum[column(i)] += within(values[i], column(i));
      }
    }
    for (int row : train) {
      for (int i = row * size; i < (row + 1) * size; i++) {
        double d = within(values[i], column(i)) - sum[column(i)] / count;
        squares[column(i)] += d * d;
      }
    }
    for (int j = 0; j < columns; j++) {
      mean[j] = (float) (sum[j] / count);
      deviation[j] = (float) Math.max(LEAST_DEVIATION, Math.sqrt(squares[j] / count));
    }
  }

  private int column(int place) {
    return place / inner % mean.length;
  }

  private float within(float value, int column) {
    return low.length == 0 ? value : Math.min(high[column], Math.max(low[column], value));
  }

  /** Scales samples in place. */
  void apply(float[] values) {
    for (int i = 0; i < values.length && mean.length > 0; i++) {
      int j = column(i);
      values[i] = (within(values[i], j) - mean[j]) / deviation[j];
    }
  }
}
