package dev.hydrant.trainer.data.dataset;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.EpochPermutation;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of a dataset, epoch after epoch.
 *
 * <pre>{@code
 * BatchSource<Batch> train =
 *     DatasetBatches.of(rows, collate).batchSize(32).shuffle(42).last(LastBatch.DROP).build();
 * }</pre>
 *
 * <p>Batch i is the same whenever it is asked for: the epoch is {@code i / batchesPerEpoch}, and
 * the order of an epoch follows from the seed and its number. May be read by several threads at
 * once if the dataset and the collation may.
 */
public final class DatasetBatches<T, B> implements BatchSource<B> {
  private final Dataset<T> dataset;
  private final Collate<T, ? extends B> collate;
  private final int batchSize;
  private final EpochPermutation order;
  private final long perEpoch;
  private final boolean once;

  private DatasetBatches(Builder<T, B> builder) {
    this.dataset = builder.dataset;
    this.collate = builder.collate;
    this.batchSize = builder.batchSize;
    this.once = builder.once;
    this.perEpoch = builder.last.batches(dataset.size(), batchSize);
    if (perEpoch == 0) {
      throw new DataException(
          dataset.size() == 0
              ? "There are no items to make a batch of.\nGive more data, or a larger share of them"
              : "%,d %s no batch of %,d (the last partial batch is %s).\nLower the batch size, give more data, or keep the last batch"
                  .formatted(
                      dataset.size(),
                      dataset.size() == 1 ? "item makes" : "items make",
                      batchSize,
                      builder.last));
    }
    this.order = builder.seed == null ? null : new EpochPermutation(dataset.size(), builder.seed);
  }

  /** Starts the settings; the dataset is closed with the batches. */
  public static <T, B> Builder<T, B> of(Dataset<T> dataset, Collate<T, ? extends B> collate) {
    return new Builder<>(dataset, collate);
  }

  @Override
  public B read(long index) {
    BatchPosition at = position(index);
    if (once && at.epoch() > 0) {
      throw new DataException(
          "The data end after %,d batches of %,d, but batch %,d was asked for"
              .formatted(perEpoch, batchSize, index + 1));
    }
    long first = at.inEpoch() * batchSize;
    int count = (int) Math.min(batchSize, dataset.size() - first);
    List<T> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(dataset.get(item(at.epoch(), first + i)));
    }
    return collate.collate(items, at);
  }

  private BatchPosition position(long index) {
    if (index < 0) {
      throw new IndexOutOfBoundsException("batch " + index);
    }
    return new BatchPosition(index, index / perEpoch, index % perEpoch);
  }

  private long item(long epoch, long position) {
    return order == null ? position : order.item(epoch, position);
  }

  /** Where its first item is read from. */
  @Override
  public String locate(long index) {
    BatchPosition at = position(index);
    return "epoch %d, from %s"
        .formatted(at.epoch() + 1, dataset.locate(item(at.epoch(), at.inEpoch() * batchSize)));
  }

  @Override
  public long batchesPerEpoch() {
    return perEpoch;
  }

  @Override
  public void close() {
    dataset.close();
  }

  /** The settings of batches. */
  public static final class Builder<T, B> {
    private final Dataset<T> dataset;
    private final Collate<T, ? extends B> collate;
    private int batchSize = 1;
    private Long seed;
    private LastBatch last = LastBatch.KEEP;
    private boolean once;

    private Builder(Dataset<T> dataset, Collate<T, ? extends B> collate) {
      this.dataset = dataset;
      this.collate = collate;
    }

    /** Items of a batch; 1 if not given. */
    public Builder<T, B> batchSize(int items) {
      if (items < 1) {
        throw new DataException("The batch size must be at least 1, got " + items);
      }
      this.batchSize = items;
      return this;
    }

    /** Each epoch in an order of its own; as the items come if not given. */
    public Builder<T, B> shuffle(long withSeed) {
      this.seed = withSeed;
      return this;
    }

    /** What becomes of items that do not fill a batch; they are kept if not given. */
    public Builder<T, B> last(LastBatch value) {
      this.last = value;
      return this;
    }

    /** The data end after one epoch, as for a validation; without it they begin anew. */
    public Builder<T, B> once() {
      this.once = true;
      return this;
    }

    /**
     * Opens the batches.
     *
     * @throws DataException if the items do not make one batch
     */
    public DatasetBatches<T, B> build() {
      return new DatasetBatches<>(this);
    }
  }
}
