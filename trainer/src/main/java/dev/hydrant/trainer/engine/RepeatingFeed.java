package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.settings.DebugConfig;
import java.util.Set;

/** The first batches of a feed again and again, for training and validation alike. */
public record RepeatingFeed(Feed all, int batches) implements Feed {
  /** The data to train on: all of them, or the first so many batches over and over. */
  public static Feed of(DebugConfig config, Feed all) {
    return config.overfitBatches() == 0 ? all : new RepeatingFeed(all, config.overfitBatches());
  }

  @Override
  public void prepare(PreparationProgress progress) {
    all.prepare(progress);
  }

  @Override
  public BatchSource<Batch> training() {
    BatchSource<Batch> source = all.training();
    return new BatchSource<>() {
      @Override
      public Batch read(long index) {
        return source.read(index % batches);
      }

      @Override
      public long batchesPerEpoch() {
        return batches;
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }

  @Override
  public BatchSource<Batch> validation() {
    return training();
  }

  @Override
  public long validationBatches() {
    return batches;
  }

  @Override
  public Set<String> whole() {
    return all.whole();
  }

  @Override
  public String unit() {
    return all.unit();
  }

  @Override
  public String describe() {
    return "the first %d batches again and again of %s".formatted(batches, all.describe());
  }
}
