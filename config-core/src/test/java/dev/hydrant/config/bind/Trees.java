package dev.hydrant.config.bind;

import dev.hydrant.config.error.BindException.Problem;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees written in Java; the n-th value created stands on line n of {@code test.yaml}. */
final class Trees {
  private int line;

  private Trees() {}

  /** Keys and values in turn; values as {@link #node} takes them. */
  static MapNode map(Object... keysAndValues) {
    return (MapNode) new Trees().node(pairs(keysAndValues));
  }

  static Map<Object, Object> pairs(Object... keysAndValues) {
    Map<Object, Object> pairs = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      pairs.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return pairs;
  }

  static Node of(Object value) {
    return new Trees().node(value);
  }

  /** Binds a tree without interpolations that stands at a key; the empty key is the root. */
  static <T> T bind(Node node, String key, Class<T> type) {
    return Binder.bind(node, path(key), type, Interpolations.NONE);
  }

  static List<Problem> check(Node node, String key, Class<?> type) {
    return Binder.check(node, path(key), type);
  }

  private static NodePath path(String key) {
    return key.isEmpty() ? null : NodePath.of(null, key);
  }

  private Node node(Object value) {
    Origin origin = new Origin("test.yaml", line++, 3);
    if (value instanceof Map<?, ?> map) {
      Map<Object, Node> entries = new LinkedHashMap<>();
      map.forEach((k, v) -> entries.put(k, node(v)));
      return new MapNode(entries, origin);
    }
    if (value instanceof List<?> list) {
      List<Node> items = new ArrayList<>();
      list.forEach(item -> items.add(node(item)));
      return new ListNode(items, origin);
    }
    if ("???".equals(value)) {
      return new MissingNode(origin);
    }
    return new ScalarNode(value instanceof Integer i ? Long.valueOf(i) : value, origin);
  }
}
