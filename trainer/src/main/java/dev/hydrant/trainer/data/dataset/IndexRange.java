package dev.hydrant.trainer.data.dataset;

import java.util.Objects;

/** Consecutive indices. */
record IndexRange(long from, long to) implements Indices {
  @Override
  public long size() {
    return to - from;
  }

  @Override
  public long at(long position) {
    return from + Objects.checkIndex(position, size());
  }
}
