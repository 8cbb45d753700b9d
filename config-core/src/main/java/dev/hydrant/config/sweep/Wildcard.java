package dev.hydrant.config.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern as Python's {@code fnmatch} reads it: {@code *} any text, {@code ?} one character,
 * {@code [a-c]} one of a set, {@code [!a-c]} none of it. Case counts; no character, not even {@code
 * /}, is special otherwise. Linear in the pattern times the text at worst.
 */
final class Wildcard {
  private static final int ANY_TEXT = -1;

  /** What one character must be: a code point, or from, to, from, to, … */
  private record One(int[] ranges, boolean negated) {
    boolean matches(int c) {
      for (int i = 0; i < ranges.length; i += 2) {
        if (c >= ranges[i] && c <= ranges[i + 1]) {
          return !negated;
        }
      }
      return negated;
    }
  }

  /** One entry a character; null stands for any text. */
  private final List<One> parts = new ArrayList<>();

  Wildcard(String pattern) {
    int[] p = pattern.codePoints().toArray();
    int i = 0;
    while (i < p.length) {
      int close = p[i] == '[' ? closing(p, i) : ANY_TEXT;
      if (close > 0) {
        parts.add(set(p, i + 1, close));
        i = close + 1;
        continue;
      }
      if (p[i] != '*') {
        parts.add(p[i] == '?' ? new One(new int[0], true) : new One(new int[] {p[i], p[i]}, false));
      } else if (parts.isEmpty() || parts.get(parts.size() - 1) != null) {
        parts.add(null);
      }
      i++;
    }
  }

  /** Whether the whole text matches. */
  boolean matches(String text) {
    int[] t = text.codePoints().toArray();
    int at = 0;
    int part = 0;
    int star = -1;
    int starAt = 0;
    while (at < t.length) {
      if (part < parts.size() && parts.get(part) == null) {
        star = part++;
        starAt = at;
      } else if (part < parts.size() && parts.get(part).matches(t[at])) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (part < parts.size() && parts.get(part) == null) {
      part++;
    }
    return part == parts.size();
  }

  /** The bracket that closes a set, or -1; a bracket right at the start of the set is a member. */
  private static int closing(int[] p, int open) {
    int i = open + 1;
    if (i < p.length && p[i] == '!') {
      i++;
    }
    if (i < p.length && p[i] == ']') {
      i++;
    }
    while (i < p.length && p[i] != ']') {
      i++;
    }
    return i < p.length ? i : -1;
  }

  private static One set(int[] p, int from, int to) {
    boolean negated = p[from] == '!';
    int i = negated ? from + 1 : from;
    List<Integer> ranges = new ArrayList<>();
    while (i < to) {
      boolean range = i + 2 < to && p[i + 1] == '-';
      ranges.add(p[i]);
      ranges.add(range ? p[i + 2] : p[i]);
      i += range ? 3 : 1;
    }
    return new One(ranges.stream().mapToInt(Integer::intValue).toArray(), negated);
  }
}
