package dev.hydrant.config.grammar;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value written inside an interpolation: an argument of a resolver, or a part of one. */
public sealed interface Element
    permits Element.Literal, Element.Joined, Element.Items, Element.Entries, Expression {

  /**
   * A known scalar.
   *
   * @param value null, {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link Double}
   *     or {@link String}
   */
  record Literal(Object value) implements Element {}

  /** A string with interpolations in it; always a string, even a quoted {@code '${x}'} alone. */
  record Joined(List<Part> parts) implements Element {
    public Joined {
      parts = List.copyOf(parts);
    }
  }

  /** A list. */
  record Items(List<Element> items) implements Element {
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * A mapping in written order; keys are scalars as in {@link Literal}, null included. Keys that
   * Python calls equal ({@code 1}, {@code 1.0}, {@code true}) are one: the first key, the last
   * value.
   */
  record Entries(Map<Object, Element> entries) implements Element {
    public Entries {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }
}
