package dev.hydrant.config.grammar;

import java.util.List;
import java.util.function.Function;

/** One {@code ${...}}: a reference to another value, or a call of a resolver. */
public sealed interface Expression extends Part, Element {
  /** The text as written, from {@code ${} to its brace. */
  String text();

  /** A reference whose path is known, {@code ${a.b}} or {@code ${..c}}. */
  record NodeReference(String text, KeyPath path) implements Expression {}

  /**
   * A reference with interpolations in its path, {@code ${a.${key}}}.
   *
   * @param level the number of leading dots
   * @param keys the steps in order
   */
  record DynamicReference(String text, int level, List<Key> keys) implements Expression {
    public DynamicReference {
      keys = List.copyOf(keys);
    }

    /**
     * Returns the path, given a function that evaluates an inner interpolation to its string. What
     * comes back is split like written text: {@code "b.c"} makes two steps, unless in brackets.
     */
    public KeyPath path(Function<Expression, String> evaluate) {
      StringBuilder key = new StringBuilder(".".repeat(level));
      for (int i = 0; i < keys.size(); i++) {
        Key step = keys.get(i);
        String name =
            step.name() instanceof Text known
                ? known.value()
                : evaluate.apply((Expression) step.name());
        if (step.bracketed()) {
          key.append('[').append(name).append(']');
        } else {
          key.append(i == 0 ? "" : ".").append(name);
        }
      }
      return KeyPath.parse(key.toString());
    }
  }

  /**
   * One step of a {@link DynamicReference}.
   *
   * @param bracketed written {@code [name]} instead of {@code .name}
   */
  record Key(Part name, boolean bracketed) {}

  /**
   * A call, {@code ${oc.env:HOME,x}}.
   *
   * @param name the pieces of the resolver's name, joined by dots; nearly always one {@link
   *     Part.Text} such as {@code oc.env}; empty text for {@code ${:x}}, which no resolver has
   * @param arguments the arguments in order; one left out is the empty string
   */
  record ResolverCall(String text, List<Part> name, List<Element> arguments) implements Expression {
    public ResolverCall {
      name = List.copyOf(name);
      arguments = List.copyOf(arguments);
    }
  }
}
