package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.settings.RecordValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Maps of plain values, deeply unmodifiable and in order, and trees of the same. */
final class Values {
  private Values() {}

  /** A deep copy in which nothing can be changed. */
  static Map<String, Object> frozen(Map<String, ?> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((key, value) -> copy.put(key, frozenValue(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object frozenValue(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((k, v) -> copy.put(String.valueOf(k), frozenValue(v)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof Collection<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(v -> copy.add(frozenValue(v)));
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float f) {
      return f.doubleValue();
    }
    boolean plain = value == null || value instanceof Number || value instanceof Boolean;
    return plain ? value : value.toString();
  }

  /** The same with one more value, or another. */
  static Map<String, Object> with(Map<String, Object> values, String key, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(values);
    int dot = key.indexOf('.');
    if (dot < 0) {
      copy.put(key, value);
    } else {
      String outer = key.substring(0, dot);
      Object inner = copy.get(outer);
      Map<String, Object> nested = new LinkedHashMap<>();
      if (inner instanceof Map<?, ?> map) {
        map.forEach((k, v) -> nested.put(String.valueOf(k), v));
      }
      copy.put(outer, with(nested, key.substring(dot + 1), value));
    }
    return frozen(copy);
  }

  /**
   * The values as a tree.
   *
   * @param name what messages call it
   */
  static MapNode tree(Map<String, ?> values, String name) {
    return (MapNode) ConfigTrees.read(JsonFiles.text(values), Format.JSON, name);
  }

  /** The nested mapping of a key. */
  static MapNode nested(MapNode tree, String key, String tag) {
    Node found = tree.get(key);
    if (found instanceof MapNode map) {
      return map;
    }
    throw UserException.usage(
        "%s: %s must be a mapping with %s"
            .formatted(found == null ? tree.origin() : found.origin(), key, tag));
  }

  /** Whether a value is there and not null. */
  static boolean isGiven(Node node) {
    return node != null && !(node instanceof ScalarNode s && s.value() == null);
  }

  /**
   * Values of a record that its file form has no place for and that are not what they are anyway.
   *
   * @param prefix what their keys begin with in the file
   * @param usual a record of the same type, with nothing stated that need not be
   * @param placed keys that the file form has places for
   */
  static Map<String, Object> extras(
      String prefix, Record given, Record usual, Collection<String> placed) {
    Map<String, Object> extras = new LinkedHashMap<>();
    Map<String, Object> standard = RecordValues.of(usual);
    RecordValues.of(given)
        .forEach(
            (key, value) -> {
              if (!placed.contains(key) && !Objects.equals(value, standard.get(key))) {
                extras.put(prefix + key, value);
              }
            });
    return extras;
  }
}
