package dev.hydrant.trainer.data.dataset;

import dev.hydrant.trainer.data.DataException;
import java.util.function.BiFunction;

/** Two datasets side by side. */
record ZippedDataset<A, B, T>(
    Dataset<A> first, Dataset<B> second, BiFunction<? super A, ? super B, ? extends T> join)
    implements Dataset<T> {

  static <A, B, T> Dataset<T> of(
      Dataset<A> first, Dataset<B> second, BiFunction<? super A, ? super B, ? extends T> join) {
    if (first.size() != second.size()) {
      boolean firstIsLonger = first.size() > second.size();
      throw new DataException(
          "The two data sets do not match: %,d and %,d items; %s has no partner.\nGive files that were made together"
              .formatted(
                  first.size(),
                  second.size(),
                  firstIsLonger ? first.locate(second.size()) : second.locate(first.size())));
    }
    return new ZippedDataset<>(first, second, join);
  }

  @Override
  public long size() {
    return first.size();
  }

  @Override
  public T get(long index) {
    return join.apply(first.get(index), second.get(index));
  }

  @Override
  public String locate(long index) {
    return first.locate(index) + " and " + second.locate(index);
  }

  @Override
  public void close() {
    try {
      first.close();
    } finally {
      second.close();
    }
  }
}
