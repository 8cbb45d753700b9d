package dev.hydrant.config.launch.sweeper;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.ConfigException.Stage;
import dev.hydrant.config.grammar.OverrideValue;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.grammar.SweepValue;
import dev.hydrant.config.grammar.ValueText;
import dev.hydrant.config.search.Dimension;
import dev.hydrant.config.sweep.GlobSource;
import dev.hydrant.config.sweep.SweepExpander;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The space that sweep arguments span: {@code interval(a,b)} is continuous, {@code range} an
 * ordered grid, {@code choice} and {@code glob} unordered options; the tags {@code log} and {@code
 * int} make an interval logarithmic and its values whole numbers. Arguments without a sweep are
 * given to every job as they are.
 */
final class SearchSpace {
  private final List<Argument> arguments;

  private SearchSpace(List<Argument> arguments) {
    this.arguments = arguments;
  }

  private sealed interface Argument {
    record Fixed(String override) implements Argument {}

    record Listed(Dimension dimension, List<String> overrides) implements Argument {}

    record Continuous(Dimension.Interval dimension, String prefix, boolean whole)
        implements Argument {}
  }

  static SearchSpace of(List<ParsedOverride> overrides, GlobSource groups, SweepExpander expander) {
    Map<String, Argument> byKey = new LinkedHashMap<>();
    for (ParsedOverride o : overrides) {
      byKey.put(o.keyElement(), argument(o, groups, expander));
    }
    return new SearchSpace(List.copyOf(byKey.values()));
  }

  private static Argument argument(ParsedOverride o, GlobSource groups, SweepExpander expander) {
    if (o.value() instanceof SweepValue.Interval interval && !o.isHydra()) {
      try {
        return new Argument.Continuous(
            new Dimension.Interval(
                ((Number) interval.start()).doubleValue(),
                ((Number) interval.end()).doubleValue(),
                interval.tags().contains("log")),
            o.keyElement() + "=",
            interval.tags().contains("int"));
      } catch (IllegalArgumentException e) {
        throw new ConfigCompositionException(
            Stage.VALIDATE,
            "Cannot search " + o.input() + ": " + e.getMessage(),
            o.origin(),
            List.of(),
            e);
      }
    }
    List<String> values = expander.expandParsed(List.of(o), groups).arguments().get(0);
    if (!o.isSweep()) {
      return new Argument.Fixed(values.get(0));
    }
    if (values.isEmpty()) {
      throw new ConfigCompositionException(
          Stage.VALIDATE, "Nothing to search in " + o.input(), o.origin(), List.of(), null);
    }
    return new Argument.Listed(
        o.value() instanceof SweepValue.Range
            ? new Dimension.Grid(0, 1, values.size())
            : new Dimension.Choice(values.size()),
        values);
  }

  List<Dimension> dimensions() {
    List<Dimension> dimensions = new ArrayList<>();
    for (Argument a : arguments) {
      if (a instanceof Argument.Listed listed) {
        dimensions.add(listed.dimension());
      } else if (a instanceof Argument.Continuous continuous) {
        dimensions.add(continuous.dimension());
      }
    }
    return dimensions;
  }

  /** The override list of a point. */
  List<String> overrides(List<Double> point) {
    List<String> overrides = new ArrayList<>(arguments.size());
    int d = 0;
    for (Argument a : arguments) {
      if (a instanceof Argument.Fixed fixed) {
        overrides.add(fixed.override());
      } else if (a instanceof Argument.Listed listed) {
        overrides.add(listed.overrides().get((int) listed.dimension().value(point.get(d++))));
      } else if (a instanceof Argument.Continuous c) {
        double value = c.dimension().value(point.get(d++));
        Object number = c.whole() ? (Object) Math.round(value) : value;
        overrides.add(c.prefix() + ValueText.of(new OverrideValue.Scalar(number)));
      }
    }
    return overrides;
  }
}
