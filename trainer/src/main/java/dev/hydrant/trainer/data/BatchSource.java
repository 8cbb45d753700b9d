package dev.hydrant.trainer.data;

import java.util.function.Function;

/**
 * A source of batches without a cursor: batch {@code index} is a pure function of the index, so
 * that a run is resumed by going on with the next index and nothing about the data has to be saved.
 *
 * <p>In training the index counts micro-steps: {@code step * gradAccumSteps + microStep}. Sources
 * that shuffle derive the order from a seed and the epoch (see {@link EpochPermutation}).
 *
 * @param <B> what one batch is; plain arrays or buffers, never a tensor
 */
public interface BatchSource<B> extends AutoCloseable {
  /**
   * Returns a batch. May be called from any thread, by one thread at a time, in any order.
   *
   * @param index number of the batch, from 0
   * @throws DataException if the data cannot be read, or the source does not repeat and ends before
   */
  B read(long index);

  /** Tells where a batch is read from, such as a file and a place in it; for messages. */
  default String locate(long index) {
    return "number " + index + " of its source";
  }

  /** This source with each batch turned into another, on the thread that reads it. */
  default <C> BatchSource<C> map(Function<? super B, ? extends C> change) {
    return map((index, batch) -> change.apply(batch));
  }

  /** A batch turned into another. */
  @FunctionalInterface
  interface Change<B, C> {
    /** Returns the other batch of an index. */
    C of(long index, B batch);
  }

  /** As above, where the change depends on the index, too. */
  default <C> BatchSource<C> map(Change<? super B, ? extends C> change) {
    BatchSource<B> source = this;
    return new BatchSource<>() {
      @Override
      public C read(long index) {
        return change.of(index, source.read(index));
      }

      @Override
      public String locate(long index) {
        return source.locate(index);
      }

      @Override
      public long batchesPerEpoch() {
        return source.batchesPerEpoch();
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }

  /** The number of batches until the source begins anew (or ends, if it does not repeat). */
  long batchesPerEpoch();

  /** Releases what is held; a second call does nothing. */
  @Override
  default void close() {}
}
