package dev.hydrant.config.bind;

import dev.hydrant.config.bind.KeyList.Row;
import java.util.List;

/** Keys as a table in Markdown. */
public final class KeyTable {
  private KeyTable() {}

  /** Returns one row a key: name and aliases, type, default, meaning; ends with a line break. */
  public static String markdown(List<Row> rows) {
    StringBuilder text =
        new StringBuilder("| key | type | default | meaning |\n|---|---|---|---|\n");
    for (Row row : rows) {
      text.append("| ").append(names(row));
      text.append(" | ").append(cell(row.type()));
      text.append(" | ").append(standard(row));
      text.append(" | ").append(meaning(row)).append(" |\n");
    }
    return text.toString();
  }

  private static String names(Row row) {
    StringBuilder names = new StringBuilder(code(row.path()));
    row.aliases().forEach(alias -> names.append(", ").append(code(alias)));
    return names.toString();
  }

  private static String standard(Row row) {
    if (row.standard() != null) {
      return code(row.standard());
    }
    return row.required() ? "required" : "";
  }

  private static String meaning(Row row) {
    if (row.condition().isEmpty()) {
      return cell(row.doc());
    }
    String only = "(with " + code(row.condition()) + ")";
    return row.doc().isEmpty() ? only : cell(row.doc()) + " " + only;
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
