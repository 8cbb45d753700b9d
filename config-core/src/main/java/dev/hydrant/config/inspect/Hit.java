package dev.hydrant.config.inspect;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.util.List;

/**
 * How far a path can be followed in one tree, without looking through interpolations.
 *
 * @param node the last node reached
 * @param depth the number of steps that led there
 * @param whole whether that was all of them
 */
record Hit(Node node, int depth, boolean whole) {

  /**
   * Follows a path. Returns null when the tree says nothing about it: a mapping on the way lacks
   * the next key.
   */
  static Hit of(Node tree, List<String> path) {
    Node node = tree;
    for (int i = 0; i < path.size(); i++) {
      Node next = step(node, path.get(i));
      if (next == null) {
        return node instanceof MapNode ? null : new Hit(node, i, false);
      }
      node = next;
    }
    return new Hit(node, path.size(), true);
  }

  private static Node step(Node node, String key) {
    if (node instanceof MapNode map) {
      return map.get(key);
    }
    if (!(node instanceof ListNode list)) {
      return null;
    }
    for (int i = 0; i < list.items().size(); i++) {
      if (key.equals(Integer.toString(i))) {
        return list.items().get(i);
      }
    }
    return null;
  }
}
