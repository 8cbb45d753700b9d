package dev.hydrant.config.grammar;

import dev.hydrant.config.merge.KeyEquality;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the entries of a dict under Python's equality of keys: {@code 1 == 1.0 == true}. */
final class PythonKeys<V> {
  private final Map<Object, V> entries = new LinkedHashMap<>();
  private final Map<Object, Object> written = new HashMap<>();

  /** Adds an entry; an equal key keeps its first spelling and its place, and takes the value. */
  void put(Object key, V value) {
    if (key instanceof String) {
      entries.put(key, value);
      return;
    }
    Object first = written.putIfAbsent(KeyEquality.canonical(key), key == null ? "null" : key);
    entries.put(first == null ? key : key == null ? null : first, value);
  }

  Map<Object, V> entries() {
    return entries;
  }
}
