package dev.hydrant.trainer.optim;

import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the rows of a group's parameters lie: per parameter its offset in the group, number of
 * matrices, rows and columns. A vector counts as rows of one column.
 */
public record RowTable(List<long[]> entries) {

  public static RowTable of(Layout layout, String group) {
    return of(layout, group, false);
  }

  /** As {@link #of(Layout, String)}, with the rows of a head of queries or keys as one row. */
  public static RowTable byHead(Layout layout, String group) {
    return of(layout, group, true);
  }

  private static RowTable of(Layout layout, String group, boolean byHead) {
    Layout.Range range = layout.groups().get(group);
    List<long[]> out = new ArrayList<>();
    for (Parameter p : layout.trainable()) {
      Layout.Range at = layout.place(p);
      if (at.start() >= range.start() && at.end() <= range.end()) {
        long[] s = p.shape();
        long columns = s.length < 2 ? 1 : s[s.length - 1];
        long rows = s.length == 0 ? 1 : s.length == 1 ? s[0] : s[s.length - 2];
        long matrices = p.count() / (rows * columns);
        long from = at.start() - range.start();
        if (byHead && p.headRows() > 0) {
          long size = p.headSize();
          out.add(new long[] {from, 1, p.headRows() / size, size * columns});
          from += p.headRows() * columns;
          rows = matrices * rows - p.headRows();
          matrices = 1;
        }
        if (rows > 0) {
          out.add(new long[] {from, matrices, rows, columns});
        }
      }
    }
    return new RowTable(out);
  }

  /** The number of rows of all parameters. */
  public long rows() {
    return entries.stream().mapToLong(e -> e[1] * e[2]).sum();
  }

  /** The table as one list of integers, as a script writes it. */
  String literal() {
    return entries.stream().flatMapToLong(Arrays::stream).boxed().toList().toString();
  }
}
