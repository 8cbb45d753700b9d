package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.Origin;
import java.util.Arrays;

/**
 * The header comments of a config, {@code # @package a.b}: only the first 512 characters count, and
 * the first line that is neither blank nor a header ends them.
 */
public final class Header {
  private static final int LENGTH = 512;

  private Header() {}

  /**
   * Returns the package that a text asks for, or null.
   *
   * @throws ConfigLoadException if a header line is not one key and one value
   */
  public static String packageOf(String text, String file) {
    int end = Math.min(text.length(), LENGTH);
    String found = null;
    int line = 1;
    int start = 0;
    while (start < end) {
      int stop = start;
      while (stop < end && !isLineBreak(text.charAt(stop))) {
        stop++;
      }
      String content = text.substring(start, stop).strip();
      if (!content.isEmpty()) {
        if (!isHeader(content)) {
          return found;
        }
        String[] words = words(content, new Origin(file, line, 1));
        if (words[0].equals("@package")) {
          found = words[1];
        }
      }
      boolean pair = stop + 1 < end && text.charAt(stop) == '\r' && text.charAt(stop + 1) == '\n';
      start = stop + (pair ? 2 : 1);
      line++;
    }
    return found;
  }

  /** Line breaks as Python's {@code splitlines} counts them. */
  private static boolean isLineBreak(char c) {
    return c == '\n'
        || c == '\r'
        || (c >= 0x0b && c <= 0x0c)
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  private static boolean isHeader(String line) {
    if (line.charAt(0) != '#') {
      return false;
    }
    String rest = line.substring(1).stripLeading();
    return rest.startsWith("@");
  }

  private static String[] words(String line, Origin origin) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == '#') {
      start++;
    }
    String content = line.substring(start).strip();
    String[] words =
        Arrays.stream(content.split(" ")).filter(w -> !w.isEmpty()).toArray(String[]::new);
    if (words.length != 2) {
      throw new ConfigLoadException(
          "A header line is '# @key value', one key and one value, not '" + line + "'.", origin);
    }
    return words;
  }
}
