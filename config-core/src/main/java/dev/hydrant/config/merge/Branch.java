package dev.hydrant.config.merge;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;

/**
 * A map or list of a {@link TreeBuilder} that has been opened for change. Children are {@link
 * Node}s until they are opened themselves. Not safe for threads.
 */
public abstract sealed class Branch permits MapBranch, ListBranch {
  private final TreeBuilder builder;
  private final Branch parent;
  private final Object key;
  private Node built;

  Branch(TreeBuilder builder, Branch parent, Object key, Node unchanged) {
    this.builder = builder;
    this.parent = parent;
    this.key = key;
    this.built = unchanged;
  }

  /** The place of this branch; null for the root. */
  public final NodePath path() {
    return parent == null ? null : NodePath.of(parent.path(), key);
  }

  /** The place of a child. */
  public final NodePath path(Object childKey) {
    return NodePath.of(path(), childKey);
  }

  /** The whole tree as it is now. */
  public final MapNode root() {
    return builder.build();
  }

  /** This branch as it is now, even if it has left the tree since. */
  public final Node node() {
    return build();
  }

  /** This branch as an immutable node; shared until the next change below it. */
  final Node build() {
    if (built == null) {
      built = snapshot();
    }
    return built;
  }

  /** Forgets what was built from here up to the root. */
  final void changed() {
    for (Branch b = this; b != null && b.built != null; b = b.parent) {
      b.built = null;
    }
  }

  final Branch open(Object childKey, Node child) {
    if (child instanceof MapNode map) {
      return new MapBranch(builder, this, childKey, map);
    }
    return new ListBranch(builder, this, childKey, (ListNode) child);
  }

  static Node node(Object child) {
    return child instanceof Branch b ? b.build() : (Node) child;
  }

  abstract Node snapshot();

  /** The {@link Node} at a key, or the {@link Branch} it has been opened to; null when absent. */
  public abstract Object get(Object childKey);

  /** Opens a child that is a map or list. */
  public abstract Branch open(Object childKey);

  /** Sets a child: a key of a map, new or not, or an index within a list. */
  public abstract void put(Object childKey, Node value);
}
