package dev.hydrant.config.compose;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.scalar.PythonStr;
import java.util.stream.Collectors;

/** Values as Python's {@code str} writes them. */
public final class PythonText {
  private PythonText() {}

  /** The text of a resolved node; strings within lists and mappings are quoted. */
  public static String of(Node node) {
    return node instanceof ScalarNode s ? s.text() : nested(node);
  }

  private static String nested(Node node) {
    if (node instanceof ListNode list) {
      return list.items().stream()
          .map(PythonText::nested)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node instanceof MapNode map) {
      return map.entries().entrySet().stream()
          .map(e -> quoted(e.getKey()) + ": " + nested(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return node instanceof ScalarNode s ? quoted(s.value()) : "???";
  }

  private static String quoted(Object value) {
    return value instanceof String text ? "'" + text + "'" : PythonStr.of(value);
  }
}
