package dev.hydrant.config.grammar;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of an override as data; functions have been evaluated, interpolations have not. */
public sealed interface OverrideValue
    permits OverrideValue.Scalar,
        OverrideValue.Quoted,
        OverrideValue.Items,
        OverrideValue.Entries,
        OverrideValue.Extension,
        SweepValue {

  /**
   * An unquoted scalar.
   *
   * @param value null, {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link Double}
   *     or {@link String}
   */
  record Scalar(Object value) implements OverrideValue {}

  /**
   * A quoted string.
   *
   * @param text the content, escapes removed
   * @param quote the quote it was written with, which its job string keeps
   */
  record Quoted(String text, char quote) implements OverrideValue {}

  /** A list. */
  record Items(List<OverrideValue> items) implements OverrideValue {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A dict in written order; keys are scalars, null included, and equal as Python's keys are. */
  record Entries(Map<Object, OverrideValue> entries) implements OverrideValue {
    public Entries {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** The elements of {@code extend_list(...)}, to be appended to a list. */
  record Extension(List<OverrideValue> items) implements OverrideValue {
    public Extension {
      items = List.copyOf(items);
    }
  }
}
