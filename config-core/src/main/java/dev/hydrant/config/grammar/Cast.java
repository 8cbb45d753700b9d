package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.OverrideValue.Entries;
import dev.hydrant.config.grammar.OverrideValue.Items;
import dev.hydrant.config.grammar.OverrideValue.Quoted;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import dev.hydrant.config.grammar.Signature.Bound;
import dev.hydrant.config.grammar.SweepValue.Choice;
import dev.hydrant.config.grammar.SweepValue.Interval;
import dev.hydrant.config.grammar.SweepValue.Range;
import dev.hydrant.config.scalar.FloatText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The casts {@code int float str bool}: over a scalar, or over all scalars of a list, a dict, a
 * choice, a range or an interval. As in Hydra, a choice or range that is cast loses its tags and
 * its shuffling: cast first, then shuffle.
 */
enum Cast {
  INT {
    @Override
    Object scalar(Object value) {
      if (value instanceof String s) {
        return PythonNumbers.wholeFromText(s);
      }
      if (value instanceof Double d) {
        return PythonNumbers.wholeFromDouble(d);
      }
      return value instanceof Boolean b ? (Long) (b ? 1L : 0L) : value;
    }
  },
  FLOAT {
    @Override
    Object scalar(Object value) {
      return value instanceof String s
          ? PythonNumbers.doubleFromText(s)
          : PythonNumbers.toDouble(value);
    }
  },
  STR {
    @Override
    Object scalar(Object value) {
      return value instanceof Double d ? FloatText.of(d) : value.toString();
    }
  },
  BOOL {
    @Override
    Object scalar(Object value) {
      if (value instanceof String s) {
        if (s.toLowerCase(Locale.ROOT).equals("true")) {
          return true;
        }
        if (s.toLowerCase(Locale.ROOT).equals("false")) {
          return false;
        }
        throw new FunctionException(
            "'" + Excerpt.brief(s) + "' is not a bool; expected true or false");
      }
      if (value instanceof Double d) {
        return d != 0;
      }
      return value instanceof Boolean ? value : PythonNumbers.exact(value).signum() != 0;
    }
  };

  /** Converts a scalar that is not null. */
  abstract Object scalar(Object value);

  String functionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Converts the one argument, or a choice of several. */
  OverrideValue call(Bound bound) {
    OverrideValue named = bound.get("value");
    if (named != null && !bound.rest().isEmpty()) {
      throw new FunctionException("give the value by position or by name, not both");
    }
    if (named == null && bound.rest().isEmpty()) {
      throw new FunctionException("no value given");
    }
    if (named != null) {
      return cast(named);
    }
    return cast(
        bound.rest().size() == 1
            ? bound.rest().get(0)
            : new Choice(bound.rest(), true, false, Set.of()));
  }

  private OverrideValue cast(OverrideValue value) {
    if (value instanceof Quoted quoted) {
      return new Scalar(scalar(quoted.text()));
    } else if (value instanceof Items list) {
      return new Items(castAll(list.items()));
    } else if (value instanceof Entries dict) {
      Map<Object, OverrideValue> entries = new LinkedHashMap<>();
      dict.entries().forEach((key, entry) -> entries.put(key, cast(entry)));
      return new Entries(entries);
    } else if (value instanceof Choice choice) {
      List<OverrideValue> values = castAll(choice.values());
      if (values.stream().anyMatch(v -> v instanceof SweepValue)) {
        throw new FunctionException("a sweep inside a choice; sweeps do not nest");
      }
      return new Choice(values, choice.simple(), false, Set.of());
    } else if (value instanceof Range range) {
      requireNumbers("a range");
      return new Range(
          scalar(range.start()), scalar(range.stop()), scalar(range.step()), false, Set.of());
    } else if (value instanceof Interval interval) {
      requireNumbers("an interval");
      return new Interval(scalar(interval.start()), scalar(interval.end()), interval.tags());
    } else if (value instanceof Scalar known && known.value() != null) {
      return new Scalar(scalar(known.value()));
    } else if (this == BOOL) {
      return new Scalar(Kind.of(value) != Kind.NULL);
    }
    throw new FunctionException(Kind.of(value).words() + " cannot be cast");
  }

  private List<OverrideValue> castAll(List<OverrideValue> values) {
    List<OverrideValue> out = new ArrayList<>(values.size());
    for (OverrideValue value : values) {
      out.add(cast(value));
    }
    return out;
  }

  private void requireNumbers(String what) {
    if (this != INT && this != FLOAT) {
      throw new FunctionException(what + " can be cast only to int or float");
    }
  }
}
