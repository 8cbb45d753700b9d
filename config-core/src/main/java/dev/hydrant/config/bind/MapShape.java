package dev.hydrant.config.bind;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link Map} with free keys of one type and values of one kind; in the config's order. */
record MapShape(Shape key, Shape value, boolean notEmpty) implements Shape {
  @Override
  public Object bind(Node node, Site site) {
    if (!(node instanceof MapNode map) || (notEmpty && map.entries().isEmpty())) {
      return site.mismatch(node, expected());
    }
    return bindEntries(map.entries(), site);
  }

  Object bindEntries(Map<Object, Node> entries, Site site) {
    Map<Object, Object> values = new LinkedHashMap<>();
    boolean whole = true;
    for (Map.Entry<Object, Node> entry : entries.entrySet()) {
      Node node = entry.getValue();
      Site child = site.child(entry.getKey());
      Object k = key.bind(new ScalarNode(entry.getKey(), node.origin()), child);
      Object v = child.bind(value, node);
      whole &= k != Site.FAILED && v != Site.FAILED;
      values.put(k, v);
    }
    return whole ? Collections.unmodifiableMap(values) : Site.FAILED;
  }

  @Override
  public Node unbind(Object value, Origin origin) {
    Map<Object, Node> entries = new LinkedHashMap<>();
    ((Map<?, ?>) value)
        .forEach(
            (k, v) -> {
              ScalarNode name = (ScalarNode) key.unbind(k, origin);
              entries.put(name.value(), this.value.unbind(v, origin));
            });
    return new MapNode(entries, origin);
  }

  @Override
  public String expected() {
    return (notEmpty ? "a mapping that is not empty, each value " : "a mapping, each value ")
        + value.expected();
  }
}
