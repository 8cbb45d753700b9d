package dev.hydrant.config.grammar;

import java.math.BigInteger;

/**
 * The type of an unquoted word: null, bool, whole number, floating-point number, or else text.
 *
 * <p>Stricter than Python's {@code int()} and YAML: {@code 010}, {@code 0x1F} and {@code 1__0} are
 * text.
 */
final class Words {
  private Words() {}

  /**
   * Returns null, {@link Boolean}, {@link Long}, {@link BigInteger}, {@link Double} or the word.
   *
   * @throws NumberFormatException for a whole number beyond {@link Limits#MAX_DIGITS}
   */
  static Object typed(String word) {
    if (word.isEmpty()) {
      return word;
    }
    return switch (word.charAt(0)) {
      case 'n', 'N' -> word.equalsIgnoreCase("null") ? null : number(word);
      case 't', 'T' -> word.equalsIgnoreCase("true") ? (Object) true : word;
      case 'f', 'F' -> word.equalsIgnoreCase("false") ? (Object) false : word;
      case 'i', 'I', '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          number(word);
      default -> word;
    };
  }

  private static Object number(String word) {
    int length = word.length();
    int i = word.charAt(0) == '+' || word.charAt(0) == '-' ? 1 : 0;
    if (length == i + 3) {
      if (word.regionMatches(true, i, "inf", 0, 3)) {
        return word.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      if (word.regionMatches(true, i, "nan", 0, 3)) {
        return Double.NaN;
      }
    }
    int whole = wholePart(word, i);
    if (whole == length && whole > i) {
      return integer(word);
    }
    int end = whole;
    if (end < length && word.charAt(end) == '.') {
      int fraction = digits(word, end + 1);
      if (fraction == end + 1 && whole == i) {
        return word; // a lone point
      }
      end = fraction;
    } else if (whole == i) {
      return word;
    }
    if (end < length && (word.charAt(end) | 0x20) == 'e') {
      int exponent = end + 1;
      if (exponent < length && (word.charAt(exponent) == '+' || word.charAt(exponent) == '-')) {
        exponent++;
      }
      int stop = digits(word, exponent);
      end = stop > exponent ? stop : -1;
    }
    return end == length ? (Object) Double.valueOf(plainDigits(word)) : word;
  }

  /** The end of {@code 0 | [1-9](_?[0-9])*}, or the start when there is none. */
  private static int wholePart(String word, int start) {
    if (start < word.length() && word.charAt(start) == '0') {
      return start + 1;
    }
    return digits(word, start);
  }

  /** The end of {@code [0-9](_?[0-9])*}, or the start when there is none. */
  private static int digits(String word, int start) {
    int i = start;
    while (i < word.length()) {
      char c = word.charAt(i);
      boolean separator =
          c == '_' && i > start && i + 1 < word.length() && Scanner.isDigit(word.charAt(i + 1));
      if (!Scanner.isDigit(c) && !separator) {
        return i;
      }
      i++;
    }
    return i;
  }

  private static Number integer(String word) {
    return whole(plainDigits(word));
  }

  /** A whole number from sign and digits, as {@link Long} where it fits. */
  static Number whole(String digits) {
    if (digits.length() <= 18) {
      return Long.parseLong(digits);
    }
    if (digits.length() > Limits.MAX_DIGITS) {
      throw new NumberFormatException(
          "a whole number has more than the limit of " + Limits.MAX_DIGITS + " digits");
    }
    BigInteger value = new BigInteger(digits);
    return value.bitLength() < 64 ? (Number) value.longValue() : value;
  }

  static String plainDigits(String word) {
    return word.indexOf('_') < 0 ? word : word.replace("_", "");
  }
}
