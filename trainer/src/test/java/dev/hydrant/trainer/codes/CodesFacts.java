package dev.hydrant.trainer.codes;

import java.util.Arrays;

/**
 * What the quantiser has to know of its rows.
 *
 * @param data which rows these are
 * @param mean of each column of the training rows
 * @param scale their standard deviation
 */
record CodesFacts(Data data, float[] mean, float[] scale) {
  /** Tells other rows from these. */
  record Data(int rows, String hash) {
    static Data of(CodesConfig config) {
      int hash = 0;
      for (int i = 0; i < config.rows(); i++) {
        hash = 31 * hash + Arrays.hashCode(CodesData.row(config.dataSeed(), i));
      }
      return new Data(config.rows(), Integer.toHexString(hash));
    }
  }

  /** The part that is cheap to find. */
  record Fingerprint(Data data) {}

  static CodesFacts of(CodesConfig config) {
    int n = config.rows() - config.validation();
    float[] mean = new float[CodesData.WIDTH];
    float[] scale = new float[CodesData.WIDTH];
    for (int k = 0; k < mean.length; k++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double x = CodesData.row(config.dataSeed(), i)[k];
        sum += x;
        squares += x * x;
      }
      mean[k] = (float) (sum / n);
      scale[k] = (float) Math.sqrt(squares / n - sum / n * (sum / n));
    }
    return new CodesFacts(Data.of(config), mean, scale);
  }
}
