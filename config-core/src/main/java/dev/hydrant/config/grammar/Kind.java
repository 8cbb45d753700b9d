package dev.hydrant.config.grammar;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The kind of a value, as far as the parameters of functions tell values apart. */
enum Kind {
  NULL("null"),
  TEXT("text"),
  NUMBER("a number"),
  BOOL("a bool"),
  LIST("a list"),
  DICT("a dict"),
  CHOICE("a choice"),
  RANGE("a range"),
  INTERVAL("an interval"),
  GLOB("a glob"),
  EXTENSION("an extend_list");

  static final Set<Kind> NUMBERS = EnumSet.of(NUMBER, BOOL);
  static final Set<Kind> PLAIN = EnumSet.of(TEXT, NUMBER, BOOL, LIST, DICT);
  static final Set<Kind> SWEEPS = EnumSet.of(CHOICE, RANGE, INTERVAL);

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  static Kind of(OverrideValue value) {
    if (value instanceof OverrideValue.Scalar scalar) {
      Object v = scalar.value();
      return v == null ? NULL : v instanceof String ? TEXT : v instanceof Boolean ? BOOL : NUMBER;
    } else if (value instanceof OverrideValue.Quoted) {
      return TEXT;
    } else if (value instanceof OverrideValue.Items) {
      return LIST;
    } else if (value instanceof OverrideValue.Entries) {
      return DICT;
    } else if (value instanceof SweepValue.Choice) {
      return CHOICE;
    } else if (value instanceof SweepValue.Range) {
      return RANGE;
    } else if (value instanceof SweepValue.Interval) {
      return INTERVAL;
    }
    return value instanceof SweepValue.Glob ? GLOB : EXTENSION;
  }

  /** The kind in words, {@code a number}. */
  String words() {
    return words;
  }

  /** Some kinds in words, {@code a number, a bool or null}. */
  static String words(Set<Kind> kinds) {
    String all = kinds.stream().sorted().map(Kind::words).collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
  }

  static Set<Kind> union(Set<Kind> some, Kind... others) {
    Set<Kind> all = EnumSet.copyOf(some);
    all.addAll(Set.of(others));
    return all;
  }
}
