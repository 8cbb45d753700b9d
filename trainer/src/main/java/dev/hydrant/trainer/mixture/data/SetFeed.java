package dev.hydrant.trainer.mixture.data;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.ShapeBuckets;
import dev.hydrant.trainer.mixture.distribution.Distribution;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import java.util.List;

/**
 * Batches of generated sets. Sizes vary from batch to batch; they are padded to a few, so that few
 * programs are recorded.
 */
public final class SetFeed implements Feed {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";
  private static final int SIZES = 8;

  private final SetGenerator generator;
  private final Part training;
  private final Part validation;
  private final boolean repeats;
  private final ShapeBuckets sizes;
  private final boolean masked;

  /**
   * How many sets there are.
   *
   * @param sets of an epoch, or of a validation
   * @param batch sets of a batch; the last one of an epoch may have fewer
   */
  public record Part(long sets, int batch) {
    long batches() {
      return (sets - 1) / batch + 1;
    }

    int size(long index) {
      return (int) Math.min(batch, sets - index % batches() * batch);
    }
  }

  /**
   * @param repeats whether each epoch has the same sets
   */
  public SetFeed(SetGenerator generator, Part training, Part validation, boolean repeats) {
    this.generator = generator;
    this.training = training;
    this.validation = validation;
    this.repeats = repeats;
    Distribution n = generator.points();
    this.masked = !n.isConstant();
    this.sizes = ShapeBuckets.geometric((int) n.least(), (int) n.most(), masked ? SIZES : 1);
  }

  /** The sets of a validation batch. */
  public List<PointSet> validationSets(long index) {
    long at = index % validation.batches();
    return generator.batch(VALIDATION, at, validation.size(at));
  }

  /** Lays sets of one size out as the network takes them. */
  public Batch batch(List<PointSet> sets) {
    int n = sets.get(0).size();
    return SetBatch.of(sets, sizes.padded(n), centres(sets.get(0).components()), masked);
  }

  /** Places for centres: as many as there can be, or without a limit the next power of two. */
  private int centres(int k) {
    double most = generator.clusters().most();
    return most < Integer.MAX_VALUE
        ? (int) most
        : Math.max(1, Integer.highestOneBit(Math.max(1, k - 1)) * 2);
  }

  @Override
  public BatchSource<Batch> training() {
    return source(
        training.batches(),
        index -> {
          long at = repeats ? index % training.batches() : index;
          return generator.batch(TRAIN, at, training.size(index));
        });
  }

  @Override
  public BatchSource<Batch> validation() {
    return source(validation.batches(), this::validationSets);
  }

  private BatchSource<Batch> source(
      long batches, java.util.function.LongFunction<List<PointSet>> sets) {
    return new BatchSource<>() {
      @Override
      public Batch read(long index) {
        return batch(sets.apply(index));
      }

      @Override
      public long batchesPerEpoch() {
        return batches;
      }
    };
  }

  @Override
  public long validationBatches() {
    return validation.batches();
  }

  @Override
  public String unit() {
    return "sets";
  }

  @Override
  public String describe() {
    return "%,d sets an epoch, %,d to validate, %d dimensions, K %s, SNR %s dB, N %s, seed %d"
        .formatted(
            training.sets(),
            validation.sets(),
            generator.dim(),
            range(generator.clusters()),
            range(generator.snr()),
            range(generator.points()),
            generator.seed());
  }

  private static String range(Distribution d) {
    return d.isConstant() ? number(d.least()) : number(d.least()) + " to " + number(d.most());
  }

  private static String number(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : Double.toString(value);
  }
}
