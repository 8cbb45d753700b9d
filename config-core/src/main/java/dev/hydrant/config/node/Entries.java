package dev.hydrant.config.node;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The entries of a {@link MapNode}: a read-only map in insertion order whose storage nobody else
 * holds, so that it need not be copied again.
 */
final class Entries extends AbstractMap<Object, Node> {
  private final LinkedHashMap<Object, Node> map;

  private Entries(LinkedHashMap<Object, Node> map) {
    this.map = map;
  }

  static Entries copyOf(Map<Object, Node> entries) {
    return entries instanceof Entries e ? e : new Entries(new LinkedHashMap<>(entries));
  }

  /** Takes a map over; the caller must not keep it. */
  static Entries owning(LinkedHashMap<Object, Node> entries) {
    return new Entries(entries);
  }

  @Override
  public Node get(Object key) {
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
  public void forEach(BiConsumer<? super Object, ? super Node> action) {
    map.forEach(action);
  }

  @Override
  public Set<Map.Entry<Object, Node>> entrySet() {
    return Collections.unmodifiableMap(map).entrySet();
  }
}
