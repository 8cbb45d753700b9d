package dev.hydrant.config.bind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * How one scalar Java type is made from a scalar of a tree. Conversions lose nothing: {@code 8.0}
 * is an integer, {@code 8.5} is not; {@code "8"}, as an environment variable gives it, is one.
 *
 * @param noun what is accepted, as it follows "expected"
 * @param json its type in JSON Schema
 */
record ScalarType(Class<?> type, String noun, String json, Function<Object, Object> from) {
  private static final Map<Class<?>, ScalarType> BY_TYPE =
      Map.ofEntries(
          integer(byte.class, BigInteger::byteValueExact),
          integer(short.class, BigInteger::shortValueExact),
          integer(int.class, BigInteger::intValueExact),
          integer(long.class, BigInteger::longValueExact),
          integer(BigInteger.class, whole -> whole),
          entry(double.class, "a number", "number", Numbers::toDouble),
          entry(float.class, "a number", "number", Numbers::toFloat),
          entry(BigDecimal.class, "a number", "number", Numbers::toDecimal),
          entry(Number.class, "a number", "number", v -> v instanceof Number ? v : null),
          entry(boolean.class, "true or false", "boolean", ScalarType::toBoolean),
          entry(String.class, "a text", "string", ScalarType::toText),
          entry(char.class, "one character", "string", ScalarType::toCharacter),
          entry(Path.class, "a path", "string", ScalarType::toPath),
          entry(Duration.class, "a duration such as 90s or 1h30m", "string", Durations::from),
          text(URI.class, "a URI", URI::create),
          text(UUID.class, "a UUID", UUID::fromString),
          text(Instant.class, "a time such as 2025-01-31T12:00:00Z", Instant::parse),
          text(LocalDate.class, "a date such as 2025-01-31", LocalDate::parse),
          text(LocalTime.class, "a time such as 12:30", LocalTime::parse),
          text(LocalDateTime.class, "a time such as 2025-01-31T12:30", LocalDateTime::parse),
          text(
              OffsetDateTime.class, "a time such as 2025-01-31T12:30+01:00", OffsetDateTime::parse),
          text(ZonedDateTime.class, "a time such as 2025-01-31T12:30+01:00", ZonedDateTime::parse),
          text(ZoneId.class, "a time zone such as Europe/Paris", ZoneId::of),
          text(Period.class, "a period such as P1M", Period::parse));

  private static final Map<Class<?>, Class<?>> UNBOXED =
      Map.of(
          Byte.class, byte.class,
          Short.class, short.class,
          Integer.class, int.class,
          Long.class, long.class,
          Float.class, float.class,
          Double.class, double.class,
          Boolean.class, boolean.class,
          Character.class, char.class);

  /** The scalar type of a class or of what it boxes, or null when it has none. */
  static ScalarType of(Class<?> type) {
    return BY_TYPE.get(UNBOXED.getOrDefault(type, type));
  }

  /** Converts a value that is not null; null when it does not fit. */
  Object convert(Object value) {
    return from.apply(value);
  }

  /** The value of a tree's scalar that converts to this one. */
  Object plain(Object value) {
    if (value instanceof Duration duration) {
      return Durations.text(duration);
    }
    if (value instanceof Float number) {
      return Double.valueOf(number.toString());
    }
    if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigDecimal number) {
      boolean exact = BigDecimal.valueOf(number.doubleValue()).compareTo(number) == 0;
      return exact ? (Object) number.doubleValue() : number.toString();
    }
    boolean tree = value instanceof Number || value instanceof Boolean || value instanceof byte[];
    return tree || value == null ? value : value.toString();
  }

  /** What the user may have stumbled over, to follow what was expected; often empty. */
  String hint(Object value) {
    boolean losesItsSpelling = value instanceof Boolean || value instanceof Double;
    return type == String.class && losesItsSpelling ? " (in quotes if it looks like another)" : "";
  }

  private static Map.Entry<Class<?>, ScalarType> entry(
      Class<?> type, String noun, String json, Function<Object, Object> from) {
    return Map.entry(type, new ScalarType(type, noun, json, from));
  }

  /** A type whose values are written as text, which {@code parse} reads. */
  private static <T> Map.Entry<Class<?>, ScalarType> text(
      Class<T> type, String noun, Function<String, T> parse) {
    return entry(
        type,
        noun,
        "string",
        value -> {
          try {
            return value instanceof String text ? parse.apply(text) : null;
          } catch (IllegalArgumentException | DateTimeException e) {
            return null;
          }
        });
  }

  private static Map.Entry<Class<?>, ScalarType> integer(
      Class<?> type, Function<BigInteger, Object> narrow) {
    return entry(type, "an integer", "integer", value -> Numbers.toInteger(value, narrow));
  }

  private static Object toBoolean(Object value) {
    if (value instanceof String text) {
      return text.equalsIgnoreCase("true")
          ? Boolean.TRUE
          : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }
    return value instanceof Boolean ? value : null;
  }

  private static Object toText(Object value) {
    return value instanceof String || value instanceof Long || value instanceof BigInteger
        ? value.toString()
        : null;
  }

  private static Object toCharacter(Object value) {
    return value instanceof String text && text.length() == 1 ? text.charAt(0) : null;
  }

  private static Object toPath(Object value) {
    try {
      return toText(value) instanceof String text ? Path.of(text) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
