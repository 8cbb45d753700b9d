package dev.hydrant.config.resolve;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.ScalarNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A node together with the way to it, and with what is known of its value so far. There is one
 * place object for one place, so identity tells places apart.
 *
 * <p>A place without a key is detached: the result of a resolver, which hangs below the container
 * of the interpolation that made it.
 */
final class Place implements Value {
  private final Place parent;
  private final Object key;
  private final Node node;
  private Map<Object, Place> children;
  private Boolean secret;
  private long size = 1;

  /** What the interpolation here evaluates to; null when that is not known yet. */
  Value value;

  /** Whether the interpolation here is being evaluated. */
  boolean running;

  /** The node without interpolations; null when that is not known yet. */
  Node expanded;

  /** The number of nodes in {@link #expanded}, each counted as often as it is held. */
  long expandedSize;

  /** Whether the container here is being expanded. */
  boolean expanding;

  private Place(Place parent, Object key, Node node) {
    this.parent = parent;
    this.key = key;
    this.node = node;
  }

  static Place root(Node node) {
    return new Place(null, null, node);
  }

  /** A place for a new node, below a container but not reachable from it. */
  static Place detached(Place container, Node node) {
    return new Place(container, null, node);
  }

  /** A place for a node made of a value, which knows its size and secrecy without a walk. */
  static Place made(Place container, Node node, Value of) {
    Place place = detached(container, node);
    place.size = of.size();
    place.secret = of.isSecret();
    return place;
  }

  Place parent() {
    return parent;
  }

  Node node() {
    return node;
  }

  boolean isDetached() {
    return parent != null && key == null;
  }

  boolean isContainer() {
    return node instanceof MapNode || node instanceof ListNode;
  }

  /** Whether the value is {@code ???}; a resolver may also give it as text. */
  boolean isMissing() {
    return node instanceof MissingNode || node instanceof ScalarNode s && "???".equals(s.value());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isSecret() {
    if (secret == null) {
      secret = Secrets.isSecret(node);
    }
    return secret;
  }

  Place root() {
    Place place = this;
    while (place.parent != null) {
      place = place.parent;
    }
    return place;
  }

  /** The place of a key of this map, or null. */
  Place child(String name) {
    Node child = ((MapNode) node).get(name);
    return child == null ? null : child(name, child);
  }

  /** The place of an item of this list, or null. */
  Place child(int index) {
    ListNode list = (ListNode) node;
    boolean inside = index >= 0 && index < list.items().size();
    return inside ? child(index, list.items().get(index)) : null;
  }

  /** The place of a known child. */
  Place child(Object childKey, Node child) {
    if (children == null) {
      children = new HashMap<>();
    }
    Place place = children.get(childKey);
    if (place == null) {
      place = new Place(this, childKey, child);
      children.put(childKey, place);
    }
    return place;
  }

  /** The way from the root; null for the root itself. */
  NodePath path() {
    if (parent == null) {
      return null;
    }
    return key == null ? parent.path() : NodePath.of(parent.path(), key);
  }

  @Override
  public String toString() {
    return NodePath.render(path());
  }
}
