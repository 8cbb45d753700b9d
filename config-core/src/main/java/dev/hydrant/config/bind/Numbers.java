package dev.hydrant.config.bind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.function.Function;

/** Numbers from the scalars of a tree, without loss; null when the value is no such number. */
final class Numbers {
  /** Longer texts are no numbers, and parsing them takes time that grows with the square. */
  private static final int LONGEST = 400;

  private Numbers() {}

  static Object toInteger(Object value, Function<BigInteger, Object> narrow) {
    BigDecimal exact = toDecimal(value);
    if (exact == null) {
      return null;
    }
    try {
      return narrow.apply(exact.toBigIntegerExact());
    } catch (ArithmeticException e) {
      return null;
    }
  }

  static BigDecimal toDecimal(Object value) {
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
    }
    return value instanceof String text ? parse(text) : null;
  }

  private static BigDecimal parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text.trim().replace("_", ""));
      return Math.abs(number.scale()) > LONGEST ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static Double toDouble(Object value) {
    if (value instanceof Double number) {
      return number;
    }
    if (value instanceof String text) {
      Double special = special(text.trim().toLowerCase(Locale.ROOT));
      if (special != null) {
        return special;
      }
    }
    BigDecimal exact = toDecimal(value);
    return exact == null ? null : Double.valueOf(exact.doubleValue());
  }

  private static Double special(String text) {
    return switch (text) {
      case "inf", "+inf", ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
      case "-inf", "-.inf" -> Double.NEGATIVE_INFINITY;
      case "nan", ".nan" -> Double.NaN;
      default -> null;
    };
  }

  /** Rounds as float literals do; refuses what would become infinite. */
  static Float toFloat(Object value) {
    Double wide = toDouble(value);
    if (wide == null) {
      return null;
    }
    float narrow = wide.floatValue();
    return Float.isInfinite(narrow) && !wide.isInfinite() ? null : Float.valueOf(narrow);
  }
}
