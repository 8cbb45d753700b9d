package dev.hydrant.trainer.mixture.distribution;

import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The numbers of an object in a configuration; what nobody asked for is refused. */
final class Numbers {
  private final Map<?, ?> map;
  private final Set<String> known = new LinkedHashSet<>(List.of("type"));

  Numbers(Map<?, ?> map) {
    this.map = map;
  }

  double get(String name) {
    known.add(name);
    if (map.get(name) instanceof Number n && Double.isFinite(n.doubleValue())) {
      return n.doubleValue();
    }
    throw new IllegalArgumentException(
        "%s needs the number %s, got %s".formatted(map.get("type"), name, map.get(name)));
  }

  double get(String name, double absent) {
    known.add(name);
    return map.containsKey(name) ? get(name) : absent;
  }

  List<Double> list(String name) {
    known.add(name);
    List<Double> out = new ArrayList<>();
    if (map.get(name) instanceof List<?> values) {
      for (Object v : values) {
        if (v instanceof Number n) {
          out.add(n.doubleValue());
        }
      }
      if (out.size() == values.size() && !out.isEmpty()) {
        return out;
      }
    }
    throw new IllegalArgumentException(
        "%s needs %s, a list of numbers, got %s".formatted(map.get("type"), name, map.get(name)));
  }

  void refuseOthers() {
    for (Object key : map.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw new IllegalArgumentException(
            "unknown key '%s'. %s"
                .formatted(key, Suggestions.didYouMeanOrList(String.valueOf(key), known)));
      }
    }
  }
}
