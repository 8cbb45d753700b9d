package dev.hydrant.config.scalar;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Python's {@code int()}, {@code float()} and {@code repr()} read and write them. */
public final class PythonNumbers {
  /** Two decimals of at most this many digits are never the same normal double. */
  private static final int UNIQUE_DIGITS = 15;

  private PythonNumbers() {}

  /**
   * Whether {@code int(text)} succeeds: blanks around, a sign, digits of any script, single {@code
   * _}.
   */
  public static boolean isInt(String text) {
    String s = strip(text);
    int i = !s.isEmpty() && (s.charAt(0) == '+' || s.charAt(0) == '-') ? 1 : 0;
    return i < s.length() && digits(s, i) == s.length() && s.length() - i <= 4300;
  }

  /** Whether {@code float(text)} succeeds, {@code nan} and {@code infinity} included. */
  public static boolean isFloat(String text) {
    String s = strip(text);
    int n = s.length();
    int i = n > 0 && (s.charAt(0) == '+' || s.charAt(0) == '-') ? 1 : 0;
    if (i == n) {
      return false;
    }
    char first = s.charAt(i);
    if (first == 'i' || first == 'I' || first == 'n' || first == 'N') {
      String word = s.substring(i);
      return word.equalsIgnoreCase("inf")
          || word.equalsIgnoreCase("infinity")
          || word.equalsIgnoreCase("nan");
    }
    int whole = digits(s, i);
    int at = whole;
    boolean fraction = false;
    if (at < n && s.charAt(at) == '.') {
      int end = digits(s, at + 1);
      fraction = end > at + 1;
      at = end;
    }
    if (whole == i && !fraction) {
      return false;
    }
    if (at < n && (s.charAt(at) == 'e' || s.charAt(at) == 'E')) {
      int from = at + 1;
      if (from < n && (s.charAt(from) == '+' || s.charAt(from) == '-')) {
        from++;
      }
      at = digits(s, from);
      if (at == from) {
        return false;
      }
    }
    return at == n;
  }

  /**
   * {@code float(text)}.
   *
   * @throws NumberFormatException where Python raises ValueError
   */
  public static double parseFloat(String text) {
    if (!isFloat(text)) {
      throw new NumberFormatException("could not convert '" + text + "' to a float");
    }
    String s = strip(text);
    char sign = s.charAt(0);
    String body = sign == '+' || sign == '-' ? s.substring(1) : s;
    char first = body.charAt(0);
    double value;
    if (first == 'i' || first == 'I') {
      value = Double.POSITIVE_INFINITY;
    } else if (first == 'n' || first == 'N') {
      value = Double.NaN;
    } else {
      value = Double.parseDouble(ascii(body));
    }
    return sign == '-' ? -value : value;
  }

  /** {@code repr(value)}: the shortest digits that read back, {@code 1e+16}, {@code nan}. */
  public static String repr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return value == 0 && 1 / value < 0 ? "-0.0" : (long) value + ".0";
    }
    BigDecimal shortest = shortest(value);
    String digits = shortest.unscaledValue().abs().toString();
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    int exponent = digits.length() - shortest.scale() - 1;
    digits = digits.substring(0, end);
    StringBuilder out = new StringBuilder(24);
    if (value < 0) {
      out.append('-');
    }
    if (exponent < -4 || exponent >= 16) {
      out.append(digits.charAt(0));
      if (end > 1) {
        out.append('.').append(digits, 1, end);
      }
      out.append('e').append(exponent < 0 ? '-' : '+');
      if (Math.abs(exponent) < 10) {
        out.append('0');
      }
      return out.append(Math.abs(exponent)).toString();
    }
    if (exponent < 0) {
      return out.append("0.").append("0".repeat(-exponent - 1)).append(digits).toString();
    }
    if (end <= exponent + 1) {
      return out.append(digits).append("0".repeat(exponent + 1 - end)).append(".0").toString();
    }
    return out.append(digits, 0, exponent + 1)
        .append('.')
        .append(digits, exponent + 1, end)
        .toString();
  }

  /**
   * The shortest decimal that reads back as the value and lies nearest to it, the even one of two.
   * JDK 17's {@link Double#toString} is sometimes a digit too long or not the nearest.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (printed.precision() <= UNIQUE_DIGITS && Math.abs(value) >= Double.MIN_NORMAL) {
      return printed;
    }
    BigDecimal exact = new BigDecimal(value);
    int from = Math.abs(value) >= Double.MIN_NORMAL ? UNIQUE_DIGITS : 1;
    for (int digits = from; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }

  /** The end of {@code digit+(_digit+)*}; the start itself where there is none. */
  private static int digits(String s, int from) {
    int at = from;
    while (at < s.length()) {
      int c = s.codePointAt(at);
      if (Character.isDigit(c)) {
        at += Character.charCount(c);
      } else if (c == '_'
          && at > from
          && at + 1 < s.length()
          && Character.isDigit(s.codePointAt(at + 1))) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private static String ascii(String s) {
    StringBuilder out = new StringBuilder(s.length());
    s.codePoints()
        .filter(c -> c != '_')
        .forEach(c -> out.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return out.toString();
  }

  /** Strips what Python's {@code str.isspace} calls blank. */
  private static String strip(String s) {
    int from = 0;
    int to = s.length();
    while (from < to && blank(s.charAt(from))) {
      from++;
    }
    while (to > from && blank(s.charAt(to - 1))) {
      to--;
    }
    return s.substring(from, to);
  }

  private static boolean blank(char c) {
    return c == ' '
        || c >= '\t' && c <= '\r'
        || c >= 0x1c && c <= 0x1f
        || c == 0x85
        || c == 0xa0
        || c > 0xff && (Character.isSpaceChar(c) || Character.isWhitespace(c));
  }
}
