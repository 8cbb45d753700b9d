package dev.hydrant.config.scalar;

import java.math.BigInteger;

/** Turns YAML 1.1 spellings of numbers into values. */
public final class YamlNumbers {
  /** Longer ints are refused, as Python does: reading them takes quadratic time. */
  private static final int MAX_DIGITS = 4300;

  private YamlNumbers() {}

  /**
   * The value of an int's spelling.
   *
   * @return a {@link Long}, or a {@link BigInteger} beyond 64 bits
   * @throws NumberFormatException if the text is no int, such as {@code 0x_}
   */
  public static Object parseInt(String text) {
    String s = text.indexOf('_') < 0 ? text : text.replace("_", "");
    if (s.isEmpty()) {
      throw new NumberFormatException("empty");
    }
    boolean negative = s.charAt(0) == '-';
    if (negative || s.charAt(0) == '+') {
      s = s.substring(1);
    }
    if (s.startsWith("0b")) {
      return whole(s.substring(2), 2, negative);
    }
    if (s.startsWith("0x")) {
      return whole(s.substring(2), 16, negative);
    }
    if (s.length() > 1 && s.charAt(0) == '0') {
      return whole(s, 8, negative);
    }
    if (s.indexOf(':') < 0) {
      return whole(s, 10, negative);
    }
    checkLength(s);
    BigInteger value = BigInteger.ZERO;
    for (String part : s.split(":", -1)) {
      value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(unsigned(part)));
    }
    return narrow(negative ? value.negate() : value);
  }

  /** The value of a plain decimal int, whatever zeros it starts with. */
  public static Object parseDecimal(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    return whole(signed ? text.substring(1) : text, 10, text.startsWith("-"));
  }

  /**
   * The value of a float's spelling.
   *
   * @throws NumberFormatException if the text is no float
   */
  public static double parseFloat(String text) {
    String s = text.indexOf('_') < 0 ? text : text.replace("_", "");
    boolean negative = s.startsWith("-");
    if (negative || s.startsWith("+")) {
      s = s.substring(1);
    }
    double value;
    if (s.equalsIgnoreCase(".inf")) {
      value = Double.POSITIVE_INFINITY;
    } else if (s.equalsIgnoreCase(".nan")) {
      value = Double.NaN;
    } else if (s.indexOf(':') >= 0) {
      value = sexagesimal(s);
    } else {
      value = PythonNumbers.parseFloat(s);
    }
    return negative ? -value : value;
  }

  private static double sexagesimal(String s) {
    String[] parts = s.split(":", -1);
    double value = 0;
    double base = 1;
    for (int i = parts.length - 1; i >= 0; i--) {
      value += PythonNumbers.parseFloat(parts[i]) * base;
      base *= 60;
    }
    return value;
  }

  private static Object whole(String digits, int radix, boolean negative) {
    checkLength(digits);
    if (digits.length() <= 15) {
      long value = Long.parseLong(unsigned(digits), radix);
      return negative ? -value : value;
    }
    BigInteger value = new BigInteger(unsigned(digits), radix);
    return narrow(negative ? value.negate() : value);
  }

  private static String unsigned(String digits) {
    if (digits.isEmpty() || Character.digit(digits.charAt(0), 16) < 0) {
      throw new NumberFormatException("no digit at the start of '" + digits + "'");
    }
    return digits;
  }

  private static void checkLength(String digits) {
    if (digits.length() > MAX_DIGITS) {
      throw new NumberFormatException("more than " + MAX_DIGITS + " digits");
    }
  }

  private static Object narrow(BigInteger value) {
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }
}
