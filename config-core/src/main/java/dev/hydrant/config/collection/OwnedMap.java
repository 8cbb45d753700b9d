package dev.hydrant.config.collection;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A read-only map in insertion order whose storage nobody else holds, so that it need not be copied
 * again.
 */
public final class OwnedMap<K, V> extends AbstractMap<K, V> {
  private final LinkedHashMap<K, V> map;

  private OwnedMap(LinkedHashMap<K, V> map) {
    this.map = map;
  }

  /** Returns a copy of a map, or the map itself if nobody can change it. */
  public static <K, V> OwnedMap<K, V> copyOf(Map<K, V> entries) {
    return entries instanceof OwnedMap<K, V> owned
        ? owned
        : new OwnedMap<>(new LinkedHashMap<>(entries));
  }

  /** Takes a map over; the caller must not keep it. */
  public static <K, V> OwnedMap<K, V> owning(LinkedHashMap<K, V> entries) {
    return new OwnedMap<>(entries);
  }

  @Override
  public V get(Object key) {
    return map.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return map.containsKey(key);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    map.forEach(action);
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return Collections.unmodifiableMap(map).entrySet();
  }
}
