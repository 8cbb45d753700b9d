package dev.hydrant.config.bind;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
    return site.mismatch(node, expected());
  }

  private Object list(ListNode list, Site site) {
    List<Object> values = new ArrayList<>(list.items().size());
    boolean whole = true;
    for (int i = 0; i < list.items().size(); i++) {
      Object value = site.child(i).bind(this, list.items().get(i));
      whole &= value != Site.FAILED;
      values.add(value);
    }
    return whole ? Collections.unmodifiableList(values) : Site.FAILED;
  }

  private Object map(MapNode map, Site site) {
    Map<Object, Object> values = new LinkedHashMap<>();
    boolean whole = true;
    for (Map.Entry<Object, Node> entry : map.entries().entrySet()) {
      Object value = site.child(entry.getKey()).bind(this, entry.getValue());
      whole &= value != Site.FAILED;
      values.put(entry.getKey(), value);
    }
    return whole ? Collections.unmodifiableMap(values) : Site.FAILED;
  }

  @Override
  public Node unbind(Object value, Origin origin) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Node> entries = new LinkedHashMap<>();
      map.forEach((k, v) -> entries.put(key(k), unbind(v, origin)));
      return new MapNode(entries, origin);
    }
    if (value instanceof Collection<?> list) {
      return new ListNode(list.stream().map(item -> unbind(item, origin)).toList(), origin);
    }
    if (value == null || value instanceof byte[]) {
      return new ScalarNode(value, origin);
    }
    return ofJava(value, origin);
  }

  private static Object key(Object key) {
    return key instanceof Integer number ? (Object) number.longValue() : key;
  }

  /** A value of a program, by its own type. */
  private static Node ofJava(Object value, Origin origin) {
    if (value instanceof com.fasterxml.jackson.databind.JsonNode tree) {
      return new JacksonShape(tree.getClass()).unbind(tree, origin);
    }
    Class<?> type = value instanceof Path ? Path.class : value.getClass();
    type = value instanceof java.time.ZoneId ? java.time.ZoneId.class : type;
    type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : type;
    return Shapes.of(type).unbind(value, origin);
  }

  @Override
  public String expected() {
    return "any value";
  }
}
