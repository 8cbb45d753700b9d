package dev.hydrant.config.bind;

import dev.hydrant.config.schema.NotEmpty;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Pattern;
import dev.hydrant.config.schema.Range;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The constraints of one scalar component.
 *
 * @param range null when there is none
 * @param pattern null when there is none
 * @param options the allowed values as text; empty when all are
 */
record Constraints(
    Range range, java.util.regex.Pattern pattern, List<String> options, boolean notEmpty) {
  static final Constraints NONE = new Constraints(null, null, List.of(), false);

  static Constraints of(AnnotatedElement element) {
    Pattern pattern = element.getAnnotation(Pattern.class);
    OneOf oneOf = element.getAnnotation(OneOf.class);
    return new Constraints(
        element.getAnnotation(Range.class),
        pattern == null ? null : java.util.regex.Pattern.compile(pattern.value()),
        oneOf == null ? List.of() : List.of(oneOf.value()),
        element.isAnnotationPresent(NotEmpty.class));
  }

  /** The same without {@link NotEmpty}, which speaks of a collection, not of its elements. */
  Constraints ofElements() {
    return new Constraints(range, pattern, options, false);
  }

  boolean hold(Object value) {
    String text = value.toString();
    return (range == null || inRange(value))
        && (pattern == null || pattern.matcher(text).matches())
        && (options.isEmpty() || options.contains(text))
        && !(notEmpty && text.isBlank());
  }

  private boolean inRange(Object value) {
    double number = toDouble(value);
    return number >= range.min()
        && number <= range.max()
        && (range.above() == Double.NEGATIVE_INFINITY || number > range.above())
        && (range.below() == Double.POSITIVE_INFINITY || number < range.below());
  }

  private static double toDouble(Object value) {
    if (value instanceof Duration duration) {
      return duration.getSeconds() + duration.getNano() * 1e-9;
    }
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** What narrows the type, as it follows its noun; empty when nothing does. */
  String phrase() {
    StringBuilder text = new StringBuilder();
    if (notEmpty) {
      text.append(" that is not empty");
    }
    if (pattern != null) {
      text.append(" that matches ").append(pattern.pattern());
    }
    List<String> bounds = bounds();
    if (!bounds.isEmpty()) {
      text.append(bounds.get(0).startsWith("at") ? " of " : " ");
      text.append(String.join(" and ", bounds));
    }
    return text.toString();
  }

  private List<String> bounds() {
    List<String> bounds = new ArrayList<>();
    if (range != null) {
      bound(bounds, "at least ", range.min());
      bound(bounds, "above ", range.above());
      bound(bounds, "at most ", range.max());
      bound(bounds, "below ", range.below());
    }
    return bounds;
  }

  private static void bound(List<String> bounds, String words, double bound) {
    if (Double.isFinite(bound)) {
      bounds.add(words + plain(bound));
    }
  }

  /** A bound without an exponent or a needless fraction. */
  static String plain(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
