package dev.hydrant.trainer.data.dataset;

import dev.hydrant.trainer.data.DataException;
import java.lang.reflect.Array;
import java.util.List;

/** Stacks items that are arrays of equal length, as most collations do. */
public final class Rows {
  private Rows() {}

  /**
   * Puts arrays one behind the other: the rows of a matrix {@code [rows.size(), length]}.
   *
   * @param rows arrays of numbers or truth values, at least one
   * @throws DataException if they are not equally long
   */
  public static <A> A join(List<A> rows) {
    A first = rows.get(0);
    int length = Array.getLength(first);
    @SuppressWarnings("unchecked")
    A joined =
        (A)
            Array.newInstance(
                first.getClass().getComponentType(), Math.multiplyExact(rows.size(), length));
    for (int i = 0; i < rows.size(); i++) {
      int found = Array.getLength(rows.get(i));
      if (found != length) {
        throw new DataException(
            "Items of a batch must be equally long, but the first has %d elements and number %d has %d.\nPad them, or make batches of items of one length"
                .formatted(length, i + 1, found));
      }
      System.arraycopy(rows.get(i), 0, joined, i * length, length);
    }
    return joined;
  }
}
