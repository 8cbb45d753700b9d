package dev.hydrant.config.grammar;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A value that stands for several; nothing here enumerates it. */
public sealed interface SweepValue extends OverrideValue
    permits SweepValue.Choice, SweepValue.Range, SweepValue.Interval, SweepValue.Glob {

  /**
   * Some values in order.
   *
   * @param simple written {@code a,b} instead of {@code choice(a,b)}
   * @param shuffled to be enumerated in random order
   */
  record Choice(List<OverrideValue> values, boolean simple, boolean shuffled, Set<String> tags)
      implements SweepValue {
    public Choice {
      values = List.copyOf(values);
      tags = copy(tags);
    }
  }

  /**
   * Numbers from a start up to, but without, a stop: {@code start + i * step}. Each is {@link
   * Long}, {@link java.math.BigInteger}, {@link Double} or {@link Boolean} (which counts as 0 or
   * 1); with a {@code Double} among them, all elements are floating-point numbers.
   *
   * @param shuffled to be enumerated in random order
   */
  record Range(Object start, Object stop, Object step, boolean shuffled, Set<String> tags)
      implements SweepValue {
    public Range {
      tags = copy(tags);
    }
  }

  /** All numbers from a start up to an end, for sweepers that sample. */
  record Interval(Object start, Object end, Set<String> tags) implements SweepValue {
    public Interval {
      tags = copy(tags);
    }
  }

  /**
   * The options of a config group that match a pattern to include and none to exclude. Inside a
   * list or beside other choices a glob is not expanded: there it is the dict of its two lists.
   */
  record Glob(List<OverrideValue> include, List<OverrideValue> exclude) implements SweepValue {
    public Glob {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }
  }

  private static Set<String> copy(Set<String> tags) {
    return tags.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(tags));
  }
}
