package dev.hydrant.trainer.codes;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.EpochPermutation;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/** Rows around three centres, normalised by statistics that are facts. */
record CodesData(CodesConfig config, float[] mean, float[] scale) implements Feed {
  static final String ROWS = "rows";
  static final String KIND = "kind";
  static final int WIDTH = 4;
  private static final int KINDS = 3;

  /** A row as it was measured; row i is of kind {@code i % 3}. */
  static float[] row(long dataSeed, int i) {
    SplittableRandom random = new SplittableRandom(dataSeed * 1000 + i);
    float[] row = new float[WIDTH];
    for (int k = 0; k < WIDTH; k++) {
      row[k] = (float) (10 + 3 * (k % KINDS == i % KINDS ? 1 : -1) + random.nextDouble(-1, 1));
    }
    return row;
  }

  @Override
  public BatchSource<Batch> training() {
    int n = config.rows() - config.validation();
    EpochPermutation order = new EpochPermutation(n, 7);
    return source(n, order::item);
  }

  @Override
  public BatchSource<Batch> trainingRows() {
    int n = config.rows() - config.validation();
    return source(n, at -> at % n);
  }

  @Override
  public BatchSource<Batch> validation() {
    int from = config.rows() - config.validation();
    return source(config.validation(), at -> from + at % config.validation());
  }

  @Override
  public long validationBatches() {
    return (config.validation() - 1) / config.batch() + 1;
  }

  @Override
  public String unit() {
    return "rows";
  }

  @Override
  public String describe() {
    return config.rows() + " rows";
  }

  /** Batches of n rows, the last of each epoch smaller; {@code order} knows all epochs. */
  private BatchSource<Batch> source(int n, LongUnaryOperator order) {
    int perEpoch = (n - 1) / config.batch() + 1;
    return new BatchSource<>() {
      @Override
      public Batch read(long index) {
        int from = (int) (index % perEpoch) * config.batch();
        int count = Math.min(config.batch(), n - from);
        float[] values = new float[count * WIDTH];
        long[] kinds = new long[count];
        for (int i = 0; i < count; i++) {
          int at = (int) order.applyAsLong(index / perEpoch * n + from + i);
          float[] row = row(config.dataSeed(), at);
          kinds[i] = at % KINDS;
          for (int k = 0; k < WIDTH; k++) {
            values[i * WIDTH + k] = (row[k] - mean[k]) / scale[k];
          }
        }
        return new Batch(
            Map.of(
                ROWS, new Batch.Floats(values, count, WIDTH), KIND, new Batch.Longs(kinds, count)),
            count);
      }

      @Override
      public long batchesPerEpoch() {
        return perEpoch;
      }
    };
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CodesData d
        && config.equals(d.config)
        && Arrays.equals(mean, d.mean)
        && Arrays.equals(scale, d.scale);
  }

  @Override
  public int hashCode() {
    return config.hashCode();
  }
}
