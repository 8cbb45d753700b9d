package dev.hydrant.trainer.data.dataset;

import java.util.function.Function;

/** Items turned into others. */
record MappedDataset<T, U>(Dataset<T> source, Function<? super T, ? extends U> change)
    implements Dataset<U> {
  @Override
  public long size() {
    return source.size();
  }

  @Override
  public U get(long index) {
    return change.apply(source.get(index));
  }

  @Override
  public String locate(long index) {
    return source.locate(index);
  }

  @Override
  public void close() {
    source.close();
  }
}
