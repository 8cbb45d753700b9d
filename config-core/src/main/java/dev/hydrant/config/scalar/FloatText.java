package dev.hydrant.config.scalar;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as Python's {@code repr} writes them: the fewest digits that read back as
 * the same number, {@code 1e-07}, {@code 1000.0}, {@code 1e+16}, {@code inf}, {@code nan}.
 *
 * <p>{@link Double#toString} is no substitute: before Java 19 it sometimes writes a digit too many.
 */
public final class FloatText {
  /** Two decimals of at most this many digits are never the same normal double. */
  private static final int UNIQUE_DIGITS = 15;

  private FloatText() {}

  /** Returns the text of a number. */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      String sign = value == 0 && 1 / value < 0 ? "-" : "";
      return sign + (long) value + ".0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    return (value < 0 ? "-" : "") + layout(shortest);
  }

  /** The decimal with the fewest digits that reads back as the value, nearest to it if several. */
  private static BigDecimal shortest(double value) {
    String printed = Double.toString(value);
    BigDecimal best = new BigDecimal(printed).stripTrailingZeros();
    if (best.precision() <= UNIQUE_DIGITS && value >= Double.MIN_NORMAL) {
      return best;
    }
    BigDecimal exact = null;
    while (best.precision() > 1) {
      if (exact == null) {
        exact = new BigDecimal(value);
      }
      BigDecimal shorter = reading(exact, value, best.precision() - 1);
      if (shorter == null) {
        break;
      }
      best = shorter.stripTrailingZeros();
    }
    if (exact != null) {
      BigDecimal nearest = exact.round(new MathContext(best.precision(), RoundingMode.HALF_EVEN));
      if (nearest.doubleValue() == value) {
        return nearest;
      }
    }
    return best;
  }

  private static BigDecimal reading(BigDecimal exact, double value, int digits) {
    for (RoundingMode mode :
        new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN}) {
      BigDecimal candidate = exact.round(new MathContext(digits, mode));
      if (candidate.doubleValue() == value) {
        return candidate;
      }
    }
    return null;
  }

  private static String layout(BigDecimal shortest) {
    BigDecimal number = shortest.stripTrailingZeros();
    String digits = number.unscaledValue().toString();
    int point = digits.length() - number.scale(); // digits before the decimal point
    if (point > 16 || point < -3) {
      int exponent = point - 1;
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "");
      return digits.charAt(0) + fraction + "e" + power + Math.abs(exponent);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length()) + ".0";
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }
}
