package dev.hydrant.config.conformance;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whether an answer is Hydra's: errors by stage, values part by part with the order of
 * keys. Texts of messages, warnings and printed trees are not compared.
 */
final class Verdict {
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "compose", List.of("config", "unresolved", "defaults"),
          "override", List.of("key", "package", "type", "is_sweep"),
          "sweep", List.of("jobs"),
          "resolve", List.of("config"),
          "yaml", List.of("value"),
          "merge", List.of("value"),
          "dump", List.of("text"),
          "cli", List.of("rc"));
  private static final Set<String> FREE =
      Set.of(
          "warnings",
          "tree",
          "override_dirname",
          "keys",
          "selected",
          "stderr",
          "hydra_defaults",
          "hydra_choices");

  private Verdict() {}

  /** Says how a result differs from what the case expects, or nothing when it does not. */
  static Optional<String> differs(ConformanceCase c, Map<String, Object> result) {
    Map<String, Object> wanted = c.expect();
    boolean fails = wanted.get("error") != null;
    if (fails != (result.get("error") != null)) {
      return Optional.of(
          fails
              ? "expected the error " + wanted.get("error") + " but got " + result
              : "unexpected error " + result.get("error"));
    }
    return Optional.ofNullable(fails ? error(wanted, result) : values(c, wanted, result));
  }

  private static String error(Map<String, Object> wanted, Map<String, Object> result) {
    Map<?, ?> expected = (Map<?, ?>) wanted.get("error");
    Object stage = ((Map<?, ?>) result.get("error")).get("stage");
    if (expected.get("unclean") == null && stage != null && !stage.equals(expected.get("stage"))) {
      return "stage " + stage + " instead of " + expected.get("stage") + ": " + result;
    }
    if (wanted.containsKey("defaults")
        && result.containsKey("defaults")
        && !same(view("defaults", wanted), view("defaults", result))) {
      return "defaults: expected " + wanted.get("defaults") + " but got " + result.get("defaults");
    }
    if (wanted.get("keys") instanceof Map<?, ?> keys
        && result.get("keys") instanceof Map<?, ?> got) {
      for (Map.Entry<?, ?> e : keys.entrySet()) {
        Map<?, ?> w = (Map<?, ?>) e.getValue();
        Map<?, ?> g = got.get(e.getKey()) instanceof Map<?, ?> m ? m : Map.of();
        if (w.containsKey("error") != g.containsKey("error")
            || !w.containsKey("error") && !same(w.get("value"), g.get("value"))) {
          return "keys." + e.getKey() + ": expected " + w + " but got " + g;
        }
      }
    }
    if (wanted.containsKey("unresolved")
        && result.containsKey("unresolved")
        && !same(wanted.get("unresolved"), result.get("unresolved"))) {
      return "unresolved: expected "
          + wanted.get("unresolved")
          + " but got "
          + result.get("unresolved");
    }
    return null;
  }

  private static String values(
      ConformanceCase c, Map<String, Object> wanted, Map<String, Object> result) {
    Set<String> parts = new TreeSet<>(REQUIRED.get(c.kind()));
    if (c.kind().equals("override")) {
      parts.add(Boolean.TRUE.equals(wanted.get("is_sweep")) ? "sweep" : "value");
    }
    result.keySet().stream().filter(wanted::containsKey).forEach(parts::add);
    for (String part : parts) {
      if (FREE.contains(part) || !wanted.containsKey(part)) {
        continue;
      }
      if (!result.containsKey(part)) {
        return part + " is not given";
      }
      Object w = view(part, wanted);
      Object g = view(part, result);
      if (!same(w, g)) {
        return part + ": expected\n" + Json.write(w) + "\nbut got\n" + Json.write(g);
      }
    }
    return null;
  }

  private static Object view(String part, Map<String, Object> from) {
    Object value = from.get(part);
    if (part.equals("unresolved") && "=config".equals(value)) {
      return from.get("config");
    }
    if (part.equals("defaults") && value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      for (Object item : list) {
        Map<?, ?> m = (Map<?, ?>) item;
        List<Object> key = new ArrayList<>();
        key.add(m.get("config_path"));
        key.add(m.get("package"));
        key.add(Boolean.TRUE.equals(m.get("is_self")));
        out.add(key);
      }
      return out;
    }
    if (part.equals("configs") && value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      for (Object item : list) {
        Map<?, ?> m = (Map<?, ?>) item;
        out.add(m.containsKey("config") ? m.get("config") : "error");
      }
      return out;
    }
    return value;
  }

  /** Equal in type, value and order of keys. */
  static boolean same(Object a, Object b) {
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      Iterator<? extends Map.Entry<?, ?>> i = y.entrySet().iterator();
      if (x.size() != y.size()) {
        return false;
      }
      for (Map.Entry<?, ?> e : x.entrySet()) {
        Map.Entry<?, ?> other = i.next();
        if (!e.getKey().equals(other.getKey()) || !same(e.getValue(), other.getValue())) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      for (int i = 0; i < x.size(); i++) {
        if (!same(x.get(i), y.get(i))) {
          return false;
        }
      }
      return true;
    }
    return Objects.equals(a, b);
  }
}
