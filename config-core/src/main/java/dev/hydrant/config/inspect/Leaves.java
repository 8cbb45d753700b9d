package dev.hydrant.config.inspect;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a tree by their paths, in order; an empty container is a value too. */
final class Leaves {
  private final Map<List<String>, Node> leaves = new LinkedHashMap<>();

  private Leaves() {}

  static Map<List<String>, Node> of(Node tree) {
    Leaves leaves = new Leaves();
    leaves.walk(tree, List.of());
    return leaves.leaves;
  }

  /** The values of the program's own configuration, without the {@code hydra} node. */
  static Map<List<String>, Node> ofTask(Node tree) {
    Map<List<String>, Node> leaves = of(tree);
    leaves.keySet().removeIf(path -> path.get(0).equals("hydra"));
    return leaves;
  }

  private void walk(Node node, List<String> path) {
    if (node instanceof MapNode map && !map.entries().isEmpty()) {
      map.entries().forEach((key, child) -> walk(child, below(path, String.valueOf(key))));
    } else if (node instanceof ListNode list && !list.items().isEmpty()) {
      for (int i = 0; i < list.items().size(); i++) {
        walk(list.items().get(i), below(path, Integer.toString(i)));
      }
    } else if (!path.isEmpty()) {
      leaves.put(path, node);
    }
  }

  private static List<String> below(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return List.copyOf(longer);
  }
}
