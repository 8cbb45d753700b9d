package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.OverrideValue.Items;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import dev.hydrant.config.grammar.Signature.Bound;
import dev.hydrant.config.grammar.SweepValue.Choice;
import dev.hydrant.config.grammar.SweepValue.Glob;
import dev.hydrant.config.grammar.SweepValue.Interval;
import dev.hydrant.config.grammar.SweepValue.Range;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The functions that make sweeps: {@code choice range interval glob tag}. */
final class SweepMakers {
  private SweepMakers() {}

  static OverrideValue choice(Bound bound) {
    List<OverrideValue> values = bound.rest();
    if (values.isEmpty()) {
      throw new FunctionException("an empty choice; give at least one value");
    }
    if (values.size() == 1 && values.get(0) instanceof Choice inner) {
      if (!inner.simple()) {
        throw new FunctionException("a choice inside a choice; choices do not nest");
      }
      return new Choice(inner.values(), false, inner.shuffled(), inner.tags());
    }
    return new Choice(values, false, false, Set.of());
  }

  static OverrideValue range(Bound bound) {
    Object start = number(bound.get("start"));
    OverrideValue stop = bound.get("stop");
    OverrideValue step = bound.get("step");
    Object by = step == null ? (Object) 1L : number(step);
    return stop == null
        ? new Range(0L, start, by, false, Set.of())
        : new Range(start, number(stop), by, false, Set.of());
  }

  static OverrideValue interval(Bound bound) {
    return new Interval(
        PythonNumbers.toDouble(number(bound.get("start"))),
        PythonNumbers.toDouble(number(bound.get("end"))),
        Set.of());
  }

  static OverrideValue glob(Bound bound) {
    return new Glob(patterns(bound.get("include")), patterns(bound.get("exclude")));
  }

  /** Replaces the tags of a sweep. */
  static OverrideValue tag(Bound bound) {
    List<OverrideValue> arguments = new ArrayList<>(bound.rest());
    if (arguments.isEmpty()) {
      throw new FunctionException("give tags and then a sweep");
    }
    if (bound.get("sweep") != null) {
      arguments.add(bound.get("sweep"));
    }
    OverrideValue sweep = arguments.remove(arguments.size() - 1);
    Set<String> tags = new LinkedHashSet<>();
    for (OverrideValue tag : arguments) {
      if (Kind.of(tag) != Kind.TEXT) {
        throw new FunctionException("a tag is text, not " + Kind.of(tag).words());
      }
      tags.add((String) ((Scalar) tag).value());
    }
    if (sweep instanceof Choice c) {
      return new Choice(c.values(), c.simple(), c.shuffled(), tags);
    } else if (sweep instanceof Range r) {
      return new Range(r.start(), r.stop(), r.step(), r.shuffled(), tags);
    } else if (sweep instanceof Interval i) {
      return new Interval(i.start(), i.end(), tags);
    }
    throw new FunctionException(
        "the last argument is "
            + Kind.of(sweep).words()
            + "; expected a choice(), range() or interval()");
  }

  private static Object number(OverrideValue value) {
    return ((Scalar) value).value();
  }

  private static List<OverrideValue> patterns(OverrideValue value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof Items list ? list.items() : List.of(value);
  }
}
