package dev.hydrant.config.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in a tree as interpolations name it: {@code a.b[0]}, or relative as {@code ..b}.
 *
 * @param level 0 counts from the root; 1 from the container that holds the value, 2 from the one
 *     above it, and so on
 * @param keys the steps downwards; a list is indexed by the decimal text of the position
 */
public record KeyPath(int level, List<String> keys) {
  public KeyPath {
    keys = List.copyOf(keys);
  }

  /**
   * Splits a written key, never failing: {@code a.b}, {@code a[b].c}, {@code [a].b}, {@code ..a}.
   * Every text between separators is a step, an empty one too.
   */
  public static KeyPath parse(String key) {
    int level = 0;
    while (level < key.length() && key.charAt(level) == '.') {
      level++;
    }
    List<String> keys = new ArrayList<>();
    int i = level;
    if (i == key.length() || key.charAt(i) != '[') {
      i = step(key, i, keys);
    }
    int lastClose = key.lastIndexOf(']');
    while (i < key.length()) {
      if (key.charAt(i) == '.') {
        i = step(key, i + 1, keys);
      } else {
        int close = i < lastClose ? key.indexOf(']', i) : -1;
        if (close < 0) {
          i = nextSeparator(key, i + 1); // a bracket without its partner names nothing
          continue;
        }
        keys.add(key.substring(i + 1, close));
        i = close + 1;
        if (i < key.length() && key.charAt(i) != '.' && key.charAt(i) != '[') {
          i = nextSeparator(key, i); // text between ']' and the next separator names nothing
        }
      }
    }
    return new KeyPath(level, keys);
  }

  /** Whether the path counts from the place of the value instead of from the root. */
  public boolean isRelative() {
    return level > 0;
  }

  /** Renders as dots and steps, {@code ..a.b}. */
  @Override
  public String toString() {
    return ".".repeat(level) + String.join(".", keys);
  }

  private static int step(String key, int start, List<String> keys) {
    int end = nextSeparator(key, start);
    keys.add(key.substring(start, end));
    return end;
  }

  private static int nextSeparator(String key, int start) {
    int i = start;
    while (i < key.length() && key.charAt(i) != '.' && key.charAt(i) != '[') {
      i++;
    }
    return i;
  }
}
