package dev.hydrant.config.bind;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short forms for the nodes of a JSON Schema. */
final class SchemaNodes {
  private SchemaNodes() {}

  static Node text(String text) {
    return new ScalarNode(text, Origin.BUILTIN);
  }

  static Node texts(Iterable<String> texts) {
    List<Node> items = new ArrayList<>();
    texts.forEach(text -> items.add(text(text)));
    return new ListNode(items, Origin.BUILTIN);
  }

  static Map<Object, Node> anyOf(Node... options) {
    return entries("anyOf", new ListNode(Arrays.asList(options), Origin.BUILTIN));
  }

  static Map<Object, Node> entries(Object key, Node value) {
    Map<Object, Node> entries = new LinkedHashMap<>();
    entries.put(key, value);
    return entries;
  }

  static MapNode map(Map<Object, Node> entries) {
    return new MapNode(entries, Origin.BUILTIN);
  }

  static MapNode map(Object key, Node value) {
    return map(entries(key, value));
  }

  static MapNode map(Object key, Node value, Object otherKey, Node otherValue) {
    Map<Object, Node> entries = entries(key, value);
    entries.put(otherKey, otherValue);
    return map(entries);
  }
}
