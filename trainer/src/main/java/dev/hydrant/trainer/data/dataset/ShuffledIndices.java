package dev.hydrant.trainer.data.dataset;

import dev.hydrant.trainer.data.EpochPermutation;

/** Indices that are the items of a random order at given positions. */
record ShuffledIndices(Indices positions, EpochPermutation order) implements Indices {
  @Override
  public long size() {
    return positions.size();
  }

  @Override
  public long at(long position) {
    return order.item(0, positions.at(position));
  }
}
