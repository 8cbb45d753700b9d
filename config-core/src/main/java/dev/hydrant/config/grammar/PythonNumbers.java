package dev.hydrant.config.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Conversions between numbers as Python's {@code int()} and {@code float()} make them. Looser than
 * {@link Words}: surrounding blanks, {@code 010} and {@code infinity} are numbers here.
 */
final class PythonNumbers {
  private PythonNumbers() {}

  /** Returns the whole number that a text spells. */
  static Number wholeFromText(String text) {
    String number = strip(text);
    String digits = asciiDigits(number);
    int start = signLength(digits);
    if (start == digits.length() || digitsEnd(digits, start) != digits.length()) {
      throw new FunctionException("'" + Excerpt.brief(text) + "' is not a whole number");
    }
    try {
      return Words.whole(Words.plainDigits(digits));
    } catch (NumberFormatException e) {
      throw new FunctionException(e.getMessage());
    }
  }

  /** Returns the whole part of a number. */
  static Number wholeFromDouble(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new FunctionException(value + " is not a whole number");
    }
    if (Math.abs(value) < 1e18) {
      return (long) value;
    }
    BigInteger whole = new BigDecimal(value).toBigInteger();
    return whole.bitLength() < 64 ? (Number) whole.longValue() : whole;
  }

  /** Returns the floating-point number that a text spells. */
  static double doubleFromText(String text) {
    String number = asciiDigits(strip(text));
    int start = signLength(number);
    String word = number.substring(start).toLowerCase(Locale.ROOT);
    boolean negative = number.startsWith("-");
    if (word.equals("inf") || word.equals("infinity")) {
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (word.equals("nan")) {
      return Double.NaN;
    }
    int end = digitsEnd(number, start);
    boolean digits = end > start;
    if (end < number.length() && number.charAt(end) == '.') {
      int fraction = digitsEnd(number, end + 1);
      digits |= fraction > end + 1;
      end = fraction;
    }
    if (digits && end < number.length() && (number.charAt(end) | 0x20) == 'e') {
      int exponent = end + 1 + signLength(number.substring(end + 1));
      int stop = digitsEnd(number, exponent);
      end = stop > exponent ? stop : -1;
    }
    if (!digits || end != number.length()) {
      throw new FunctionException("'" + Excerpt.brief(text) + "' is not a number");
    }
    return Double.parseDouble(Words.plainDigits(number));
  }

  /** Returns a number, or a bool as 0 or 1, as floating-point number. */
  static double toDouble(Object number) {
    if (number instanceof Boolean b) {
      return b ? 1 : 0;
    }
    double value = ((Number) number).doubleValue();
    if (Double.isInfinite(value) && number instanceof BigInteger) {
      throw new FunctionException("a whole number too large for a floating-point number");
    }
    return value;
  }

  /** Returns a number, or a bool as 0 or 1, exactly; infinities and NaN have no such form. */
  static BigDecimal exact(Object number) {
    if (number instanceof Boolean b) {
      return b ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (number instanceof Long n) {
      return BigDecimal.valueOf(n);
    }
    return number instanceof BigInteger n ? new BigDecimal(n) : new BigDecimal((Double) number);
  }

  static boolean isFinite(Object number) {
    return !(number instanceof Double d) || !d.isNaN() && !d.isInfinite();
  }

  private static int signLength(String text) {
    return !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
  }

  /** The end of digits with single underscores between them, or the start when there are none. */
  private static int digitsEnd(String text, int start) {
    int i = start;
    while (i < text.length()) {
      boolean separator =
          text.charAt(i) == '_'
              && i > start
              && i + 1 < text.length()
              && Scanner.isDigit(text.charAt(i + 1));
      if (!separator && !Scanner.isDigit(text.charAt(i))) {
        return i;
      }
      i++;
    }
    return i;
  }

  /** Replaces the digits of other scripts, which Python reads too. */
  private static String asciiDigits(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> out.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return out.toString();
  }

  private static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
