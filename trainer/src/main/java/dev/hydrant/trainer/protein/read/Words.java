package dev.hydrant.trainer.protein.read;

import java.nio.charset.StandardCharsets;

/**
 * Short words of a file as strings, each made once: files repeat a few hundred names in every line.
 */
final class Words {
  private static final int SIZE = 1 << 12;
  private static final int LONGEST = 8;

  private final long[] keys = new long[SIZE];
  private final String[] words = new String[SIZE];

  /** The text between two positions without blanks at its ends. */
  String trimmed(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
      end--;
    }
    return word(bytes, start, end);
  }

  /** The text between two positions. */
  String word(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return text(bytes, from, to);
    }
    long key = 0;
    for (int i = from; i < to; i++) {
      key = key << 8 | (bytes[i] & 0xFF);
    }
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 52);
    if (words[slot] == null || keys[slot] != key || words[slot].length() != length) {
      keys[slot] = key;
      words[slot] = text(bytes, from, to);
    }
    return words[slot];
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
