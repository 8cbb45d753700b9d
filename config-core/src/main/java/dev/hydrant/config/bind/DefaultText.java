package dev.hydrant.config.bind;

import dev.hydrant.config.BindException.Problem;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The text of a {@code @Default} as a value of the shape it is for. */
final class DefaultText {
  private DefaultText() {}

  static Object bind(String text, Shape shape, String where) {
    Origin origin = Origin.of("default of " + where);
    Node node = read(text, shape, origin);
    List<Problem> problems = new ArrayList<>();
    Object value = shape.bind(node, new Site("", problems, false));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the @Default of " + where + " does not fit: " + problems.get(0).fact());
    }
    return value;
  }

  private static Node read(String text, Shape shape, Origin origin) {
    if (text.equals("{}")) {
      return new MapNode(Map.of(), origin);
    }
    if (text.equals("[]")) {
      return new ListNode(List.of(), origin);
    }
    if (shape instanceof OptionalShape && text.equals("null")) {
      return new ScalarNode(null, origin);
    }
    return new ScalarNode(text, origin);
  }
}
