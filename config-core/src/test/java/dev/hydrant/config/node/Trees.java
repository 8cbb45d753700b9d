package dev.hydrant.config.node;

import dev.hydrant.config.grammar.InterpolationParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes trees in tests: plain Java values, {@code "???"} and {@code "${x}"} mean what they say.
 */
public final class Trees {
  private static final Origin HERE = Origin.of("test");

  private Trees() {}

  /** A map of keys and values in turn. */
  public static MapNode map(Object... keysAndValues) {
    Map<Object, Node> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object key = keysAndValues[i];
      entries.put(
          key instanceof Integer n ? (Object) n.longValue() : key, node(keysAndValues[i + 1]));
    }
    return new MapNode(entries, HERE);
  }

  /** A list of values. */
  public static ListNode list(Object... items) {
    List<Node> nodes = new ArrayList<>();
    for (Object item : items) {
      nodes.add(node(item));
    }
    return new ListNode(nodes, HERE);
  }

  /** One value; a node stays itself. */
  public static Node node(Object value) {
    if (value instanceof Node node) {
      return node;
    }
    if ("???".equals(value)) {
      return new MissingNode(HERE);
    }
    if (value instanceof String text && InterpolationParser.isInterpolation(text)) {
      return new InterpolationNode(InterpolationParser.parse(text), HERE);
    }
    return new ScalarNode(value instanceof Integer n ? (Object) n.longValue() : value, HERE);
  }

  /** A tree on one line, with the order of its keys, which equality ignores. */
  public static String show(Node node) {
    if (node instanceof MapNode map) {
      List<String> entries = new ArrayList<>();
      map.entries().forEach((key, value) -> entries.add(key + ": " + show(value)));
      return "{" + String.join(", ", entries) + "}";
    }
    if (node instanceof ListNode list) {
      return list.items().stream().map(Trees::show).toList().toString();
    }
    if (node instanceof InterpolationNode interpolation) {
      return interpolation.interpolation().text();
    }
    return node instanceof ScalarNode scalar ? String.valueOf(scalar.value()) : "???";
  }
}
