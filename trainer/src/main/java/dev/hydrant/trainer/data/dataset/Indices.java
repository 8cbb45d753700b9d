package dev.hydrant.trainer.data.dataset;

import dev.hydrant.trainer.data.DataException;
import java.util.BitSet;

/** Which items of a dataset, in which order. */
public interface Indices {
  /** How many. */
  long size();

  /**
   * The index of an item.
   *
   * @param position {@code 0 <= position < size()}
   */
  long at(long position);

  /** All from one index up to, not including, another. */
  static Indices range(long from, long to) {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no range: " + from + " to " + to);
    }
    return new IndexRange(from, to);
  }

  /**
   * The indices of a list, such as one that was saved with the data.
   *
   * @param what where the list comes from, for messages
   * @param items number of items of the dataset that it is for
   * @throws DataException if an index lies outside of the dataset, or comes twice
   */
  static Indices listed(String what, long[] indices, int items) {
    BitSet seen = new BitSet(items);
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= items) {
        throw new DataException(
            "%s: index %d at position %d is outside of the data, which have %,d items (0 to %d).\nThe list was made for other data: give the one that belongs to these"
                .formatted(what, indices[i], i, items, items - 1));
      }
      if (seen.get((int) indices[i])) {
        throw new DataException(
            "%s: index %d comes twice, the second time at position %d.\nMake the list again; in numpy, np.unique(indices) drops repetitions"
                .formatted(what, indices[i], i));
      }
      seen.set((int) indices[i]);
    }
    return new IndexList(indices.clone());
  }
}
