package dev.hydrant.config.launch.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that fits a terminal. Where it is too wide, keys lose what stands before their last dot,
 * long values are cut, and columns are left out, the least important first.
 */
final class FittedTable {
  /** The lengths to which values are cut, one after the other. */
  private static final int[] LONGEST = {40, 24, 16, 10};

  private static final int GAP = 2;

  private enum Kind {
    FIXED,
    PARAMETER,
    RANKING,
    METRIC
  }

  /** A column: its head, and a cell for each row. */
  record Column(String head, List<String> cells, Kind kind) {
    /** One that stays. */
    static Column fixed(String head, List<String> cells) {
      return new Column(head, cells, Kind.FIXED);
    }

    static Column parameter(String head, List<String> cells) {
      return new Column(head, cells, Kind.PARAMETER);
    }

    /**
     * @param ranking whether jobs are ranked by it, so that it stays
     */
    static Column metric(String head, List<String> cells, boolean ranking) {
      return new Column(head, cells, ranking ? Kind.RANKING : Kind.METRIC);
    }

    private Column cut(int longest) {
      return kind != Kind.PARAMETER
          ? this
          : new Column(head, cells.stream().map(c -> shorter(c, longest)).toList(), kind);
    }

    private static String shorter(String text, int longest) {
      return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }

    private int width() {
      return cells.stream().mapToInt(String::length).reduce(head.length(), Math::max);
    }
  }

  private FittedTable() {}

  static String render(List<Column> all, int columns) {
    List<Column> fitted = cut(all, LONGEST[0]);
    fitted = width(fitted) <= columns ? fitted : lastSteps(fitted);
    for (int longest : LONGEST) {
      fitted = width(fitted) <= columns ? fitted : cut(fitted, longest);
    }
    fitted = without(without(fitted, Kind.METRIC, columns), Kind.PARAMETER, columns);
    StringBuilder text = new StringBuilder();
    for (int row = -1; row < all.get(0).cells().size(); row++) {
      StringBuilder line = new StringBuilder();
      for (Column c : fitted) {
        String cell = row < 0 ? c.head() : c.cells().get(row);
        line.append(cell).append(" ".repeat(c.width() - cell.length() + GAP));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    int left = all.size() - fitted.size();
    if (left > 0) {
      text.append(left == 1 ? "(1 column" : "(" + left + " columns")
          .append(" more in sweep.csv)\n");
    }
    return text.toString();
  }

  private static int width(List<Column> columns) {
    return columns.stream().mapToInt(c -> c.width() + GAP).sum() - GAP;
  }

  private static List<Column> cut(List<Column> columns, int longest) {
    return columns.stream().map(c -> c.cut(longest)).toList();
  }

  /** Keys by their last step, as long as that tells them apart. */
  private static List<Column> lastSteps(List<Column> columns) {
    List<String> steps = columns.stream().map(c -> lastStep(c.head())).toList();
    return columns.stream()
        .map(
            c -> {
              String step = lastStep(c.head());
              boolean alone = steps.indexOf(step) == steps.lastIndexOf(step);
              return c.kind() == Kind.PARAMETER && alone
                  ? new Column(step, c.cells(), c.kind())
                  : c;
            })
        .toList();
  }

  private static String lastStep(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Leaves out columns of a kind, the last first, until the others fit. */
  private static List<Column> without(List<Column> columns, Kind kind, int width) {
    List<Column> left = new ArrayList<>(columns);
    for (int i = left.size() - 1; i >= 0 && width(left) > width; i--) {
      if (left.get(i).kind() == kind) {
        left.remove(i);
      }
    }
    return left;
  }
}
