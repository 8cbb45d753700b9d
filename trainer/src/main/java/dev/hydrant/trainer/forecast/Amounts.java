package dev.hydrant.trainer.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Words for large amounts. */
final class Amounts {
  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E", "Z"};

  private Amounts() {}

  /** Such as {@code 1.24 GB}; powers of ten. */
  static String bytes(double n) {
    return scaled(n, "B");
  }

  /** Such as {@code 5.62 TFLOP}. */
  static String flops(double n) {
    return scaled(n, "FLOP");
  }

  private static String scaled(double n, String unit) {
    double x = n;
    int i = 0;
    while (x >= 999.5 && i < PREFIXES.length - 1) {
      x /= 1000;
      i++;
    }
    String format = i == 0 || x >= 99.95 ? "%.0f" : x >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, x) + " " + PREFIXES[i] + unit;
  }

  /** A setting as one would type it: {@code 0.0006}, {@code 2.5e-7}, {@code 1}. */
  static String number(double x) {
    if (x != 0 && Math.abs(x) < 1e-4) {
      return Double.toString(x).replace(".0E", "e").replace('E', 'e');
    }
    BigDecimal plain = BigDecimal.valueOf(x).stripTrailingZeros();
    return plain.signum() == 0 ? "0" : plain.toPlainString();
  }

  /** The same with at most three significant digits. */
  static String rounded(double x) {
    return number(new BigDecimal(x).round(new MathContext(3)).doubleValue());
  }

  /** Such as {@code 3 days 4 h}, {@code 2 h 5 min}, {@code 40 s}. */
  static String duration(double seconds) {
    long s = Math.round(seconds);
    if (s < 120) {
      return s + " s";
    }
    long min = Math.round(seconds / 60);
    if (min < 120) {
      return min + " min";
    }
    long h = Math.round(seconds / 3600);
    return h < 48 ? min / 60 + " h " + min % 60 + " min" : h / 24 + " days " + h % 24 + " h";
  }
}
