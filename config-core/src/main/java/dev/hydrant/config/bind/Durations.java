package dev.hydrant.config.bind;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;

/**
 * Durations: a number is in seconds; a text is a sum of numbers with units ({@code 1h30m}, {@code
 * 250 ms}, {@code 1.5 days}) or ISO 8601 ({@code PT15M}).
 */
final class Durations {
  private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000);

  private static final Map<String, BigDecimal> NANOS =
      Map.ofEntries(
          unit("ns", 1L),
          unit("us", 1_000L),
          unit("ms", 1_000_000L),
          unit("s", 1_000_000_000L),
          unit("sec", 1_000_000_000L),
          unit("second", 1_000_000_000L),
          unit("m", 60_000_000_000L),
          unit("min", 60_000_000_000L),
          unit("minute", 60_000_000_000L),
          unit("h", 3_600_000_000_000L),
          unit("hour", 3_600_000_000_000L),
          unit("d", 86_400_000_000_000L),
          unit("day", 86_400_000_000_000L),
          unit("w", 604_800_000_000_000L),
          unit("week", 604_800_000_000_000L));

  private Durations() {}

  private static Map.Entry<String, BigDecimal> unit(String name, long nanos) {
    return Map.entry(name, BigDecimal.valueOf(nanos));
  }

  /** The duration of a scalar, or null when it is none. */
  static Duration from(Object value) {
    BigDecimal seconds = Numbers.toDecimal(value);
    if (seconds != null) {
      return nanos(seconds.multiply(SECOND));
    }
    return value instanceof String text ? parse(text.trim().toLowerCase(Locale.ROOT)) : null;
  }

  private static Duration parse(String text) {
    if (text.startsWith("p") || text.startsWith("-p")) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        return null;
      }
    }
    BigDecimal sum = BigDecimal.ZERO;
    int at = 0;
    while (at < text.length()) {
      int unitStart = skip(text, at, false);
      int end = skip(text, unitStart, true);
      BigDecimal number = Numbers.toDecimal(text.substring(at, unitStart).trim());
      BigDecimal unit = unit(text.substring(unitStart, end));
      if (number == null || unit == null) {
        return null;
      }
      sum = sum.add(number.multiply(unit));
      at = end;
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }
    return text.isEmpty() ? null : nanos(sum);
  }

  /** Writes a duration with units, as it can be read again. */
  static String text(Duration duration) {
    if (duration.isNegative()) {
      return duration.toString();
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.getNano() / 1_000_000, "ms");
    append(text, duration.getNano() % 1_000_000, "ns");
    return text.length() == 0 ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }

  private static BigDecimal unit(String name) {
    BigDecimal unit = NANOS.get(name);
    return unit == null && name.length() > 3 && name.endsWith("s")
        ? NANOS.get(name.substring(0, name.length() - 1))
        : unit;
  }

  private static int skip(String text, int from, boolean letters) {
    int at = from;
    while (at < text.length() && Character.isLetter(text.charAt(at)) == letters) {
      at++;
    }
    return at;
  }

  private static Duration nanos(BigDecimal nanos) {
    if (nanos.precision() - nanos.scale() > 27) {
      return null;
    }
    BigDecimal[] parts = nanos.divideAndRemainder(SECOND);
    try {
      return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValue());
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
