package dev.hydrant.trainer.data.dataset;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Items that can be read by index, in any order: in memory, in a mapped file, or fetched from a
 * disk when they are asked for.
 *
 * <pre>{@code
 * Dataset<float[]> rows = Dataset.of("rows of x.npy", n, i -> x.floats(i * d, d));
 * }</pre>
 *
 * @param <T> one item; plain arrays and records, never a tensor
 */
public interface Dataset<T> extends AutoCloseable {
  /** Number of items. */
  long size();

  /**
   * Returns an item, the same one each time. Called by several threads at once where batches are
   * read by several workers.
   *
   * @param index {@code 0 <= index < size()}
   * @throws dev.hydrant.trainer.data.DataException if it cannot be read or makes no sense
   */
  T get(long index);

  /** Tells where an item is read from, such as a file and a row; for messages. */
  default String locate(long index) {
    return "item " + index;
  }

  /** These items, each turned into another when it is read. */
  default <U> Dataset<U> map(Function<? super T, ? extends U> change) {
    return new MappedDataset<>(this, change);
  }

  /** Some of these items, such as the {@linkplain Split#part part} of a split. */
  default Dataset<T> pick(Indices indices) {
    return new PickedDataset<>(this, indices);
  }

  /** The items of a list. */
  static <T> Dataset<T> of(List<T> items) {
    List<T> kept = List.copyOf(items);
    return of("the list", kept.size(), i -> kept.get((int) i));
  }

  /**
   * Items made by a function, which several threads may call at once.
   *
   * @param what where they come from, for messages
   */
  static <T> Dataset<T> of(String what, long size, LongFunction<? extends T> item) {
    return new ComputedDataset<>(what, size, item);
  }

  /**
   * Two datasets side by side, such as inputs and labels. Closing it closes both.
   *
   * @throws dev.hydrant.trainer.data.DataException if they are not equally long
   */
  static <A, B, T> Dataset<T> zip(
      Dataset<A> first, Dataset<B> second, BiFunction<? super A, ? super B, ? extends T> join) {
    return ZippedDataset.of(first, second, join);
  }

  /**
   * Releases files. A {@linkplain #pick picked} part leaves the whole open, since other parts of it
   * may be in use: who opened the whole closes it.
   */
  @Override
  default void close() {}
}
