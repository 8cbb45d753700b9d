package dev.hydrant.trainer.data.dataset;

import java.util.Objects;

/** Indices one by one. */
record IndexList(long[] indices) implements Indices {
  @Override
  public long size() {
    return indices.length;
  }

  @Override
  public long at(long position) {
    return indices[(int) Objects.checkIndex(position, indices.length)];
  }
}
