package dev.hydrant.trainer.toy;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import java.util.Map;
import java.util.SplittableRandom;

/** Points on a line through space, a little off it; every batch follows from its index. */
final class ToyPoints implements Feed {
  static final String POINTS = "points";
  private static final int ROWS = 16;

  private final int width;

  ToyPoints(int width) {
    this.width = width;
  }

  @Override
  public BatchSource<Batch> training() {
    return source(0);
  }

  @Override
  public BatchSource<Batch> validation() {
    return source(1_000_000);
  }

  @Override
  public long validationBatches() {
    return 2;
  }

  @Override
  public String unit() {
    return "points";
  }

  @Override
  public String describe() {
    return "points on a line in " + width + " dimensions";
  }

  private BatchSource<Batch> source(long offset) {
    return new BatchSource<>() {
      @Override
      public Batch read(long index) {
        SplittableRandom random = new SplittableRandom(offset + index);
        float[] values = new float[ROWS * width];
        for (int row = 0; row < ROWS; row++) {
          double along = random.nextDouble(-2, 2);
          for (int i = 0; i < width; i++) {
            values[row * width + i] =
                (float) (1 + along * Math.cos(i) + random.nextDouble(-.05, .05));
          }
        }
        return new Batch(Map.of(POINTS, new Batch.Floats(values, ROWS, width)), ROWS);
      }

      @Override
      public long batchesPerEpoch() {
        return Long.MAX_VALUE;
      }
    };
  }
}
