package dev.hydrant.trainer.grammar.data;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.dataset.Dataset;
import dev.hydrant.trainer.data.npy.NpyArray;
import java.nio.file.Path;

/**
 * The sequences of a {@code prod_*.npy}: integers of any size, {@code [N, T]}, memory-mapped. A row
 * is rules from its start, padded by −1 or by the number of a padding rule.
 */
public final class RuleSequences implements Dataset<RuleRow> {
  /** No rule pads; −1 does. */
  public static final int NO_PADDING_RULE = -1;

  private final NpyArray ids;
  private final int length;
  private final int paddingRule;

  private RuleSequences(NpyArray ids, int paddingRule) {
    this.ids = ids;
    this.length = Math.toIntExact(ids.shape()[1]);
    this.paddingRule = paddingRule;
  }

  /**
   * Maps a file; no row is looked at yet.
   *
   * @param paddingRule a rule that only pads, or {@link #NO_PADDING_RULE}
   * @throws DataException if it is no array of at least two rows of integers
   */
  public static RuleSequences open(Path file, int paddingRule) {
    NpyArray ids =
        NpyArray.open(file).require("the numbers of rules [N, T]", NpyArray.INTEGERS, -1, -1);
    if (ids.shape()[0] < 2 || ids.shape()[1] < 1) {
      throw new DataException(
          "%s holds %d sequences of %d places; training and validation need at least two sequences of one"
              .formatted(ids.where(), ids.shape()[0], ids.shape()[1]));
    }
    return new RuleSequences(ids, paddingRule);
  }

  /** The number of sequences, N. */
  @Override
  public long size() {
    return ids.shape()[0];
  }

  /** The number of places of each, T. */
  public int length() {
    return length;
  }

  /** Where they lie, for messages. */
  public String where() {
    return ids.where();
  }

  /**
   * Reads a row.
   *
   * @throws DataException if it is empty, or padded before its end
   */
  @Override
  public RuleRow get(long index) {
    int[] row = ids.ints(index * length, length);
    int count = 0;
    while (count < length && !isPadding(row[count])) {
      count++;
    }
    for (int t = count; t < length; t++) {
      if (!isPadding(row[t])) {
        throw new DataException(
            "%s, position %d: rule %d follows padding at position %d.\nA row is rules and then padding alone"
                .formatted(locate(index), t, row[t], count));
      }
    }
    if (count == 0) {
      throw new DataException(locate(index) + " holds no rule.\nLeave empty rows out");
    }
    return new RuleRow(row, count);
  }

  private boolean isPadding(int id) {
    return id == -1 || id == paddingRule;
  }

  @Override
  public String locate(long index) {
    return ids.where() + ": row " + index;
  }

  @Override
  public void close() {
    ids.close();
  }
}
