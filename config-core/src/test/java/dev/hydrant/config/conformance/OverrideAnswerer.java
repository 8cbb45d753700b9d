package dev.hydrant.config.conformance;

import dev.hydrant.config.error.OverrideParseException;
import dev.hydrant.config.grammar.OverrideParser;
import dev.hydrant.config.grammar.OverrideValue;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.grammar.RangeNumbers;
import dev.hydrant.config.grammar.SweepValue;
import dev.hydrant.config.grammar.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Answers what one override parses to. */
public final class OverrideAnswerer implements Answerer {
  /** As many elements of a sweep as the cases record. */
  private static final int RECORDED = 64;

  @Override
  public Map<String, Object> answer(ConformanceCase c) {
    ParsedOverride o;
    try {
      o = OverrideParser.parse(c.string("input"));
    } catch (OverrideParseException e) {
      return Answerer.error("parse", "OverrideParseException", e.getMessage());
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("key", o.key());
    out.put("package", o.pkg());
    out.put("type", o.type().name());
    out.put("key_element", o.keyElement());
    out.put("value_type", o.valueType() == null ? null : o.valueType().name());
    out.put("is_sweep", o.isSweep());
    out.put("is_hydra", o.isHydra());
    if (o.value() instanceof SweepValue sweep) {
      Map<String, Object> encoded = sweep(sweep);
      putElements(sweep, encoded);
      out.put("sweep", encoded);
    } else {
      out.put("value", o.value() == null ? null : value(o.value()));
      if (o.value() != null && !holdsSweep(o.value())) {
        out.put("value_str", o.valueString());
      }
    }
    return out;
  }

  private static Object value(OverrideValue value) {
    if (value instanceof OverrideValue.Scalar scalar) {
      return CaseValues.encodeValue(scalar.value());
    } else if (value instanceof OverrideValue.Quoted quoted) {
      return CaseValues.quoted(quoted.text(), quoted.quote());
    } else if (value instanceof OverrideValue.Items list) {
      return values(list.items());
    } else if (value instanceof OverrideValue.Extension extension) {
      return values(extension.items());
    } else if (value instanceof OverrideValue.Entries dict) {
      return dict(dict.entries());
    }
    return sweep((SweepValue) value);
  }

  private static List<Object> values(List<OverrideValue> values) {
    List<Object> out = new ArrayList<>();
    values.forEach(v -> out.add(value(v)));
    return out;
  }

  private static Object dict(Map<Object, OverrideValue> entries) {
    boolean plain =
        entries.keySet().stream().allMatch(k -> k instanceof String s && !s.startsWith("$"));
    Map<String, Object> out = new LinkedHashMap<>();
    if (plain) {
      entries.forEach((k, v) -> out.put((String) k, value(v)));
      return out;
    }
    List<Object> pairs = new ArrayList<>();
    entries.forEach(
        (k, v) -> {
          List<Object> pair = new ArrayList<>();
          pair.add(CaseValues.encodeValue(k));
          pair.add(value(v));
          pairs.add(pair);
        });
    out.put("$map", pairs);
    return out;
  }

  private static Map<String, Object> sweep(SweepValue sweep) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (sweep instanceof SweepValue.Choice choice) {
      out.put("kind", "choice");
      out.put("simple", choice.simple());
      out.put("shuffle", choice.shuffled());
      out.put("list", values(choice.values()));
      out.put("tags", tags(choice.tags()));
    } else if (sweep instanceof SweepValue.Range range) {
      out.put("kind", "range");
      out.put("start", CaseValues.encodeValue(range.start()));
      out.put("stop", CaseValues.encodeValue(range.stop()));
      out.put("step", CaseValues.encodeValue(range.step()));
      out.put("shuffle", range.shuffled());
      out.put("tags", tags(range.tags()));
    } else if (sweep instanceof SweepValue.Interval interval) {
      out.put("kind", "interval");
      out.put("start", CaseValues.encodeValue(interval.start()));
      out.put("end", CaseValues.encodeValue(interval.end()));
      out.put("tags", tags(interval.tags()));
    } else if (sweep instanceof SweepValue.Glob glob) {
      out.put("kind", "glob");
      out.put("include", values(glob.include()));
      out.put("exclude", values(glob.exclude()));
    }
    return out;
  }

  private static List<String> tags(Set<String> tags) {
    return new ArrayList<>(new TreeSet<>(tags));
  }

  private static void putElements(SweepValue sweep, Map<String, Object> out) {
    List<Object> elements = new ArrayList<>();
    if (sweep instanceof SweepValue.Choice choice && !choice.shuffled()) {
      for (OverrideValue value : choice.values()) {
        String nested = nestedSweep(value);
        if (nested != null) {
          out.put(
              "elements_error",
              problem(
                  "ValidationError",
                  "Unexpected type annotation: Set[str]\n    full_key: tags\n    object_type="
                      + nested));
          return;
        }
        elements.add(ValueText.of(value));
      }
    } else if (sweep instanceof SweepValue.Range range && !range.shuffled()) {
      try {
        List<Object> numbers = RangeNumbers.of(firstElements(range), 100_000);
        numbers.forEach(n -> elements.add(ValueText.of(new OverrideValue.Scalar(n))));
      } catch (IllegalArgumentException e) {
        out.put("elements_error", rangeProblem(range));
        return;
      }
    } else {
      return;
    }
    if (elements.size() > RECORDED) {
      out.put("elements_truncated", true);
    }
    out.put("elements", elements.subList(0, Math.min(RECORDED, elements.size())));
  }

  /** An endless range is recorded by its first elements. */
  private static SweepValue.Range firstElements(SweepValue.Range range) {
    boolean endless = range.stop().equals(Double.POSITIVE_INFINITY) && range.step().equals(1L);
    return endless
        ? new SweepValue.Range(range.start(), 1000.0, range.step(), false, Set.of())
        : range;
  }

  /** What Hydra says where a range cannot be enumerated, in its words. */
  private static Map<String, Object> rangeProblem(SweepValue.Range range) {
    if (range.start() instanceof Double a && range.stop() instanceof Double b) {
      return problem(
          "HydraException",
          "Invalid range values (start:" + plain(a) + ", stop:" + plain(b) + ", step:0)");
    }
    return problem("InvalidOperation", "[<class 'decimal.InvalidOperation'>]");
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static Map<String, Object> problem(String type, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("stage", "enumerate");
    error.put("type", type);
    error.put("message", message);
    return error;
  }

  private static boolean holdsSweep(OverrideValue value) {
    return nestedSweep(value) != null;
  }

  /** Hydra's name of the first sweep inside a value that is no plain data, or null. */
  private static String nestedSweep(OverrideValue value) {
    if (value instanceof SweepValue) {
      return value instanceof SweepValue.Glob ? null : value.getClass().getSimpleName() + "Sweep";
    }
    List<OverrideValue> inner =
        value instanceof OverrideValue.Items list
            ? list.items()
            : value instanceof OverrideValue.Entries dict
                ? List.copyOf(dict.entries().values())
                : List.of();
    for (OverrideValue v : inner) {
      String nested = nestedSweep(v);
      if (nested != null) {
        return nested;
      }
    }
    return null;
  }
}
