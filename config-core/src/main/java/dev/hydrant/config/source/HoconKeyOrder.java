package dev.hydrant.config.source;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the keys of a HOCON object, which has none, into the order in which they are written. */
final class HoconKeyOrder {
  private final String[] lines;

  private record Placed(String key, int line, int column) {}

  HoconKeyOrder(String text) {
    this.lines = text.split("\n", -1);
  }

  List<String> keys(ConfigObject object) {
    List<Placed> placed = new ArrayList<>(object.size());
    object.forEach((key, value) -> placed.add(place(key, firstLine(value))));
    placed.sort(
        Comparator.comparingInt(Placed::line)
            .thenComparingInt(Placed::column)
            .thenComparing(Placed::key));
    return placed.stream().map(Placed::key).toList();
  }

  /** An object merged from several places starts at the first of them. */
  private static int firstLine(ConfigValue value) {
    int line = value.origin().lineNumber();
    if (value instanceof ConfigObject object && !object.isEmpty()) {
      for (ConfigValue inner : object.values()) {
        line = Math.min(line, firstLine(inner));
      }
    }
    return line;
  }

  private Placed place(String key, int line) {
    int column = line >= 1 && line <= lines.length ? column(lines[line - 1], key) : -1;
    return new Placed(key, line, column < 0 ? Integer.MAX_VALUE : column);
  }

  /** Where a key stands as a whole word. */
  private static int column(String line, String key) {
    if (key.isEmpty()) {
      return line.indexOf("\"\"");
    }
    for (int at = line.indexOf(key); at >= 0; at = line.indexOf(key, at + 1)) {
      int end = at + key.length();
      boolean starts = at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1));
      boolean ends = end == line.length() || !Character.isLetterOrDigit(line.charAt(end));
      if (starts && ends) {
        return at;
      }
    }
    return -1;
  }
}
