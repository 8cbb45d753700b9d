package dev.hydrant.trainer.data.dataset;

import java.util.function.LongFunction;

/** Items made by a function. */
record ComputedDataset<T>(String what, long size, LongFunction<? extends T> item)
    implements Dataset<T> {
  ComputedDataset {
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative, got " + size);
    }
  }

  @Override
  public T get(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("item " + index + " of " + size + " in " + what);
    }
    return item.apply(index);
  }

  @Override
  public String locate(long index) {
    return "item " + index + " of " + what;
  }
}
