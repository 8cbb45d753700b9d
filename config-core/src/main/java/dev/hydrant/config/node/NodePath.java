package dev.hydrant.config.node;

/**
 * The place of a node in its tree, from the root down. A key is a mapping's key, or an {@link
 * Integer} for an index of a list.
 *
 * <pre>{@code
 * NodePath replica = NodePath.of(NodePath.of(null, "replicas"), 0);
 * String key = NodePath.of(replica, "host").toString(); // replicas[0].host
 * }</pre>
 *
 * @param parent the place of the container; null for a key of the root
 * @param key the last step
 */
public record NodePath(NodePath parent, Object key) {
  /** Returns the place of a key below a parent, which is null for the root. */
  public static NodePath of(NodePath parent, Object key) {
    return new NodePath(parent, key);
  }

  /** Renders as {@code a.b[0].c}; null is the root and renders as an empty string. */
  public static String render(NodePath path) {
    return path == null ? "" : path.toString();
  }

  /**
   * Returns the node at this place of a tree, or null when there is none; it looks through no
   * interpolation.
   */
  public Node in(Node root) {
    Node container = parent == null ? root : parent.in(root);
    if (container instanceof MapNode map) {
      return map.get(key);
    }
    return container instanceof ListNode list
            && key instanceof Integer index
            && index >= 0
            && index < list.items().size()
        ? list.items().get(index)
        : null;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text);
    return text.toString();
  }

  private void append(StringBuilder text) {
    if (parent != null) {
      parent.append(text);
    }
    if (key instanceof Integer) {
      text.append('[').append(key).append(']');
      return;
    }
    if (!text.isEmpty()) {
      text.append('.');
    }
    text.append(key);
  }
}
