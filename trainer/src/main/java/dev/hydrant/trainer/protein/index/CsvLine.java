package dev.hydrant.trainer.protein.index;

import dev.hydrant.trainer.report.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line of comma-separated values (RFC 4180; a value does not span lines). */
final class CsvLine {
  private CsvLine() {}

  /** The values; quotes around one are taken off, doubled quotes in it are single. */
  static List<String> values(String line) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        value.append('"');
        i++;
      } else if (c == '"' && (quoted || value.length() == 0)) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }

  /** A line of values, quoted where they must be. */
  static String of(List<String> values) {
    return values.stream().map(SafeText::csv).collect(Collectors.joining(","));
  }
}
