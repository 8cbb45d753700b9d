package dev.hydrant.config.source;

import dev.hydrant.config.merge.KeyEquality;
import dev.hydrant.config.node.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Entries in insertion order where numeric keys that Python finds equal ({@code 1}, {@code 1.0},
 * {@code true}) are one key: the first spelling stays, the last value wins.
 */
final class MappingEntries {
  private final Map<Object, Node> map = new LinkedHashMap<>();
  private Map<Object, Object> numbers;

  boolean contains(Object key) {
    return map.containsKey(key);
  }

  void put(Object key, Node value) {
    map.put(key instanceof String ? key : known(key), value);
  }

  Map<Object, Node> map() {
    return map;
  }

  /** These entries put over others, whose keys come first. */
  Map<Object, Node> below(Map<Object, Node> others) {
    MappingEntries all = new MappingEntries();
    others.forEach(all::put);
    map.forEach(all::put);
    return all.map;
  }

  private Object known(Object key) {
    if (numbers == null) {
      numbers = new HashMap<>();
    }
    Object first = numbers.putIfAbsent(KeyEquality.canonical(key), key);
    return first == null ? key : first;
  }
}
