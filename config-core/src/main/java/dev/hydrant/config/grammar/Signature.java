package dev.hydrant.config.grammar;

import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a function and the binding of arguments to them, by Python's rules: behind a
 * parameter that takes the rest, parameters can only be named.
 */
final class Signature {
  /** A parameter with a name; a required one has no default. */
  record Parameter(String name, Set<Kind> accepts, boolean required) {}

  /** Arguments under their parameters; {@code rest} is what a {@link #rest} parameter took. */
  record Bound(List<OverrideValue> rest, Map<String, OverrideValue> named) {
    /** The argument of a parameter, or null when it was left out or is the scalar null. */
    OverrideValue get(String name) {
      OverrideValue value = named.get(name);
      return value == null || Kind.of(value) == Kind.NULL ? null : value;
    }
  }

  private final Set<Kind> rest;
  private final List<Parameter> parameters;

  private Signature(Set<Kind> rest, List<Parameter> parameters) {
    this.rest = rest;
    this.parameters = parameters;
  }

  /** Parameters by position or name. */
  static Signature of(Parameter... parameters) {
    return new Signature(null, List.of(parameters));
  }

  /** Any number of arguments by position, and parameters by name only. */
  static Signature rest(Set<Kind> accepts, Parameter... named) {
    return new Signature(accepts, List.of(named));
  }

  Bound bind(List<OverrideValue> positional, Map<String, OverrideValue> named) {
    Map<String, OverrideValue> bound = new LinkedHashMap<>();
    List<OverrideValue> others = List.of();
    if (rest != null) {
      others = positional;
      for (int i = 0; i < others.size(); i++) {
        check("argument " + (i + 1), rest, others.get(i));
      }
    } else if (positional.size() > parameters.size()) {
      throw new FunctionException(
          "too many arguments: " + positional.size() + " instead of at most " + parameters.size());
    } else {
      for (int i = 0; i < positional.size(); i++) {
        bound.put(parameters.get(i).name(), positional.get(i));
      }
    }
    named.forEach(
        (name, value) -> {
          if (parameters.stream().noneMatch(p -> p.name().equals(name))) {
            throw unexpected(name);
          }
          if (bound.put(name, value) != null) {
            throw new FunctionException("'" + name + "' is given twice, by position and by name");
          }
        });
    for (Parameter parameter : parameters) {
      OverrideValue value = bound.get(parameter.name());
      if (value != null) {
        check("'" + parameter.name() + "'", parameter.accepts(), value);
      } else if (parameter.required()) {
        throw new FunctionException("missing the argument '" + parameter.name() + "'");
      }
    }
    return new Bound(others, bound);
  }

  private static void check(String where, Set<Kind> accepts, OverrideValue value) {
    Kind kind = Kind.of(value);
    if (!accepts.contains(kind)) {
      throw new FunctionException(
          where + " is " + kind.words() + "; expected " + Kind.words(accepts));
    }
  }

  private FunctionException unexpected(String name) {
    List<String> known = new ArrayList<>();
    parameters.forEach(p -> known.add(p.name()));
    String takes = known.isEmpty() ? "it has none" : "it has " + String.join(", ", known);
    return new FunctionException(
        "no argument is called '" + Excerpt.brief(name) + "'; " + takes,
        Suggestions.nearest(Excerpt.brief(name), known));
  }
}
