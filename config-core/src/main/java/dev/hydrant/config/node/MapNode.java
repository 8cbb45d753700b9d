package dev.hydrant.config.node;

import dev.hydrant.config.collection.OwnedMap;
import java.util.Map;

/**
 * A mapping in insertion order. Keys keep their YAML type: {@link String}, {@link Long}, {@link
 * java.math.BigInteger}, {@link Double} or {@link Boolean}, so {@code 1} and {@code '1'} differ.
 *
 * <p>Equality ignores order, as a mapping's does.
 *
 * <pre>{@code
 * Origin here = Origin.of("the program");
 * MapNode db = new MapNode(Map.of("port", new ScalarNode(3306L, here)), here);
 * Object port = ((ScalarNode) db.get("port")).value();
 * }</pre>
 */
public record MapNode(Map<Object, Node> entries, Origin origin) implements Node {
  public MapNode {
    entries = OwnedMap.copyOf(entries);
  }

  /** The node under a key, or null. */
  public Node get(Object key) {
    return entries.get(key);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof MapNode m && entries.equals(m.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }
}
