package dev.hydrant.config;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resolved nodes as plain Java values, and single values put into a tree. */
final class PlainValues {
  private PlainValues() {}

  /** Null, Boolean, Long, BigInteger, Double, String, byte[], List or Map; "???" for missing. */
  static Object of(Node node) {
    if (node instanceof ScalarNode s) {
      return s.value();
    }
    if (node instanceof MapNode map) {
      Map<Object, Object> out = new LinkedHashMap<>();
      map.entries().forEach((key, value) -> out.put(key, of(value)));
      return out;
    }
    if (node instanceof ListNode list) {
      List<Object> out = new ArrayList<>();
      list.items().forEach(item -> out.add(of(item)));
      return out;
    }
    if (node instanceof MissingNode) {
      return "???";
    }
    throw new IllegalArgumentException("not resolved: " + node);
  }

  static MapNode with(MapNode tree, String[] path, Object value) {
    Object scalar = value instanceof Integer i ? (Object) i.longValue() : value;
    return with(tree, path, 0, new ScalarNode(scalar, Origin.of("runtime")));
  }

  private static MapNode with(MapNode tree, String[] path, int depth, Node value) {
    Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
    Node child = value;
    if (depth < path.length - 1) {
      MapNode inner =
          tree.get(path[depth]) instanceof MapNode map
              ? map
              : new MapNode(Map.of(), value.origin());
      child = with(inner, path, depth + 1, value);
    }
    entries.put(path[depth], child);
    return new MapNode(entries, tree.origin());
  }
}
