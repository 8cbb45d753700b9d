package dev.hydrant.config.bind;

import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Object}: anything, as plain Java. Maps keep their order; integers are {@link Long} or
 * {@link java.math.BigInteger}, other numbers {@link Double}.
 */
record AnyShape() implements Shape {
  @Override
  public Object bind(Node node, Site site) {
    if (node instanceof ScalarNode scalar) {
      return scalar.value();
    }
    if (node instanceof ListNode list) {
      return list(list, site);
    }
    if (node instanceof MapNode map) {
      return map(map, site);
    }
    return site.mismatch(
        node, node instanceof InterpolationNode ? "a resolved value" : "any value");
  }

  private Object list(ListNode list, Site site) {
    List<Object> values = new ArrayList<>(list.items().size());
    boolean whole = true;
    for (int i = 0; i < list.items().size(); i++) {
      Object value = bind(list.items().get(i), site.child(i));
      whole &= value != Site.FAILED;
      values.add(value);
    }
    return whole ? Collections.unmodifiableList(values) : Site.FAILED;
  }

  private Object map(MapNode map, Site site) {
    Map<Object, Object> values = new LinkedHashMap<>();
    boolean whole = true;
    for (Map.Entry<Object, Node> entry : map.entries().entrySet()) {
      Object value = bind(entry.getValue(), site.child(entry.getKey()));
      whole &= value != Site.FAILED;
      values.put(entry.getKey(), value);
    }
    return whole ? Collections.unmodifiableMap(values) : Site.FAILED;
  }

  @Override
  public String expected() {
    return "any value";
  }
}
