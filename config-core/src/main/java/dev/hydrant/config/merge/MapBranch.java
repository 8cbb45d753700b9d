package dev.hydrant.config.merge;

import dev.hydrant.config.collection.OwnedMap;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A map that has been opened for change. */
public final class MapBranch extends Branch {
  private final LinkedHashMap<Object, Object> entries;
  private final Origin origin;

  MapBranch(TreeBuilder builder, Branch parent, Object key, MapNode map) {
    super(builder, parent, key, map);
    this.entries = new LinkedHashMap<>(map.entries());
    this.origin = map.origin();
  }

  /** The keys, in order. */
  public Set<Object> keys() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** Where the map was first written. */
  public Origin origin() {
    return origin;
  }

  @Override
  public Object get(Object key) {
    return entries.get(key);
  }

  @Override
  public Branch open(Object key) {
    Object child = entries.get(key);
    if (child instanceof Branch b) {
      return b;
    }
    Branch opened = open(key, (Node) child);
    entries.put(key, opened);
    return opened;
  }

  MapBranch openMap(Object key) {
    return (MapBranch) open(key);
  }

  @Override
  public void put(Object key, Node value) {
    changed();
    entries.put(key, value);
  }

  /** Removes a key; its successors move up. */
  public void remove(Object key) {
    changed();
    entries.remove(key);
  }

  @Override
  Node snapshot() {
    LinkedHashMap<Object, Node> nodes = new LinkedHashMap<>(entries.size() * 4 / 3 + 1);
    for (Map.Entry<Object, Object> e : entries.entrySet()) {
      nodes.put(e.getKey(), node(e.getValue()));
    }
    return new MapNode(OwnedMap.owning(nodes), origin);
  }
}
