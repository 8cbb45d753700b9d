package dev.hydrant.config.merge;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import java.util.Map;

/**
 * The merge algebra: what becomes of a low value when a high one is laid over it. Maps merge key by
 * key and keep the low map's order, lists and scalars are replaced, {@code ???} leaves the low
 * value as it is, and a map never meets a list. Keys are the same as {@link KeyEquality} says; the
 * low map's spelling stays.
 *
 * <p>An interpolation is replaced like a scalar, unless it stands for a map or list and a map, list
 * or {@code ???} is laid over it: then the container is copied to this place first.
 */
public final class Merge {
  /** Decides about a key of the high map which the low map does not have. */
  @FunctionalInterface
  public interface NewKey {
    /** Accepts every new key. */
    NewKey ALLOWED = (in, key) -> {};

    /** Returns to accept a key which a map lacks, throws to refuse it. */
    void check(MapBranch in, Object key);
  }

  private Merge() {}

  /**
   * Returns a tree with {@code high} laid over {@code low}; neither is changed.
   *
   * @throws ConfigCompositionException where a map meets a list
   */
  public static Node merge(Node low, Node high, Dereferencer dereferencer) {
    if (low instanceof MapNode lowMap && high instanceof MapNode highMap) {
      TreeBuilder builder = new TreeBuilder(lowMap, dereferencer);
      builder.merge(highMap);
      return builder.build();
    }
    if (high instanceof MissingNode) {
      return low;
    }
    if (isMap(low) && high instanceof ListNode || isList(low) && high instanceof MapNode) {
      throw clash(null, low, high);
    }
    return high;
  }

  static void into(MapBranch dest, MapNode high, NewKey newKey, Dereferencer dereferencer) {
    Map<Object, Object> spellings = null;
    for (Map.Entry<Object, Node> entry : high.entries().entrySet()) {
      Object key = entry.getKey();
      Node value = entry.getValue();
      Object low = dest.get(key);
      if (low == null && !(key instanceof String)) {
        if (spellings == null) {
          spellings = KeyEquality.spellings(dest.keys());
        }
        key = spellings.getOrDefault(KeyEquality.canonical(key), key);
        low = dest.get(key);
      }
      if (low == null) {
        newKey.check(dest, key);
        dest.put(key, value);
        continue;
      }
      if (low instanceof InterpolationNode && isContainerOrMissing(value)) {
        Node target = dereferencer.container(dest.root(), dest.path(key));
        if (target != null) {
          dest.put(key, target);
          low = target;
        }
      }
      if (value instanceof MapNode map && isMap(low)) {
        into(dest.openMap(key), map, newKey, dereferencer);
      } else if (value instanceof ListNode list && low instanceof ListBranch branch) {
        branch.replace(list);
      } else if (!(value instanceof MissingNode)) {
        if (isMap(low) && value instanceof ListNode || isList(low) && value instanceof MapNode) {
          throw clash(dest.path(key), Branch.node(low), value);
        }
        dest.put(key, value);
      }
    }
  }

  private static boolean isContainerOrMissing(Node node) {
    return node instanceof MapNode || node instanceof ListNode || node instanceof MissingNode;
  }

  private static boolean isMap(Object low) {
    return low instanceof MapNode || low instanceof MapBranch;
  }

  private static boolean isList(Object low) {
    return low instanceof ListNode || low instanceof ListBranch;
  }

  private static ConfigCompositionException clash(NodePath path, Node low, Node high) {
    String where = path == null ? "the root" : "'" + path + "'";
    String lowKind = low instanceof MapNode ? "map" : "list";
    String highKind = high instanceof MapNode ? "map" : "list";
    return new ConfigCompositionException(
        "Cannot merge a %s into the %s at %s (the %s was written at %s)"
            .formatted(highKind, lowKind, where, lowKind, low.origin()),
        high.origin());
  }
}
