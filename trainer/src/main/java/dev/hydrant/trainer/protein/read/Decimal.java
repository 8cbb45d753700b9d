package dev.hydrant.trainer.protein.read;

import java.nio.charset.StandardCharsets;

/** Decimal numbers in the bytes of a line. */
final class Decimal {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private Decimal() {}

  /** The number between two positions, blanks around it allowed; NaN if it is none. */
  static double parse(byte[] bytes, int from, int to) {
    int at = from;
    int end = to;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    while (end > at && bytes[end - 1] == ' ') {
      end--;
    }
    int first = at;
    boolean negative = at < end && bytes[at] == '-';
    if (negative || (at < end && bytes[at] == '+')) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (; at < end; at++) {
      byte b = bytes[at];
      if (b == '.' && fraction < 0) {
        fraction = 0;
      } else if (b >= '0' && b <= '9') {
        digits = 10 * digits + (b - '0');
        count++;
        fraction += fraction >= 0 ? 1 : 0;
      } else {
        return unusual(bytes, first, end);
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    if (count > 15 || fraction > 9) {
      return unusual(bytes, first, end);
    }
    double value = fraction > 0 ? digits / POWERS[fraction] : digits;
    return negative ? -value : value;
  }

  /** Exponents and very long numbers; infinite values are no numbers here. */
  private static double unusual(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      return Double.NaN;
    }
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? Double.NaN : value;
  }
}
