package dev.hydrant.config.app.view;

import dev.hydrant.config.write.Printable;
import java.util.ArrayList;
import java.util.List;

/** A table in plain text with bars between its columns. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final String afterHeader;

  /** Starts a table; {@code afterHeader} is put behind the line of names. */
  TextTable(List<String> names, String afterHeader) {
    rows.add(names);
    this.afterHeader = afterHeader;
  }

  void add(List<String> cells) {
    rows.add(cells.stream().map(Printable::line).toList());
  }

  /** The lines of the table, the rule below the names and the one at the end included. */
  List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("|");
      for (int i = 0; i < columns; i++) {
        line.append(' ').append(row.get(i));
        line.append(" ".repeat(widths[i] - row.get(i).length())).append(" |");
      }
      lines.add(line.toString());
    }
    lines.set(0, lines.get(0) + afterHeader);
    String rule = "-".repeat(lines.get(0).length());
    lines.add(1, rule);
    lines.add(rule);
    return lines;
  }
}
