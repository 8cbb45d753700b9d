package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.OverrideValue.Items;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import dev.hydrant.config.grammar.Signature.Bound;
import dev.hydrant.config.grammar.SweepValue.Choice;
import dev.hydrant.config.grammar.SweepValue.Range;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The functions {@code sort} and {@code shuffle}. */
final class Sorting {
  private static final Set<Kind> SORTABLE = EnumSet.of(Kind.TEXT, Kind.NUMBER, Kind.BOOL);

  private Sorting() {}

  static OverrideValue sort(Bound bound) {
    boolean reverse =
        bound.get("reverse") instanceof Scalar flag && Boolean.TRUE.equals(flag.value());
    OverrideValue only = only(bound);
    if (only instanceof Items list) {
      return new Items(PythonOrder.sorted(list.items(), reverse));
    } else if (only instanceof Choice choice) {
      return sorted(choice, reverse);
    } else if (only instanceof Range range) {
      return RangeOrder.sorted(range, reverse);
    } else if (only != null) {
      return only;
    }
    if (bound.rest().isEmpty()) {
      throw new FunctionException("nothing to sort");
    }
    for (OverrideValue value : bound.rest()) {
      if (!SORTABLE.contains(Kind.of(value))) {
        throw new FunctionException(
            Kind.of(value).words() + " among several values; expected " + Kind.words(SORTABLE));
      }
    }
    return sorted(new Choice(bound.rest(), true, false, Set.of()), reverse);
  }

  /** Shuffles a list at once; a sweep is shuffled when it is enumerated. */
  static OverrideValue shuffle(Bound bound, RandomGenerator random) {
    OverrideValue only = only(bound);
    if (only instanceof Items list) {
      List<OverrideValue> items = new ArrayList<>(list.items());
      Shuffle.inPlace(items, random);
      return new Items(items);
    } else if (only instanceof Choice c) {
      return new Choice(c.values(), c.simple(), true, c.tags());
    } else if (only instanceof Range r) {
      return new Range(r.start(), r.stop(), r.step(), true, r.tags());
    } else if (only != null) {
      return new Items(List.of(only));
    }
    if (bound.rest().stream().anyMatch(v -> v instanceof SweepValue)) {
      throw new FunctionException(
          "a sweep among several values; shuffle one sweep or plain values");
    }
    return new Choice(bound.rest(), true, true, Set.of());
  }

  private static OverrideValue sorted(Choice choice, boolean reverse) {
    return new Choice(
        PythonOrder.sorted(choice.values(), reverse),
        choice.simple(),
        choice.shuffled(),
        choice.tags());
  }

  /** The one thing to work on: the named list, the named sweep, or the only argument; else null. */
  private static OverrideValue only(Bound bound) {
    if (bound.get("list") != null) {
      return bound.get("list");
    }
    if (bound.get("sweep") != null) {
      return bound.get("sweep");
    }
    return bound.rest().size() == 1 ? bound.rest().get(0) : null;
  }
}
