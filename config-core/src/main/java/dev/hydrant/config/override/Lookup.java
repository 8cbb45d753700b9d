package dev.hydrant.config.override;

import dev.hydrant.config.grammar.KeyPath;
import dev.hydrant.config.merge.Branch;
import dev.hydrant.config.merge.ListBranch;
import dev.hydrant.config.merge.MapBranch;
import dev.hydrant.config.merge.TreeBuilder;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.Resolution;
import dev.hydrant.config.resolve.ResolutionContext;
import java.util.Iterator;
import java.util.List;

/**
 * Finds values in a tree under construction. Paths without interpolations are walked in place; only
 * a path that meets one needs the tree as a whole.
 */
final class Lookup {
  private final TreeBuilder builder;
  private final ResolutionContext context;

  Lookup(TreeBuilder builder, ResolutionContext context) {
    this.builder = builder;
    this.context = context;
  }

  /** Whether a key leads, through interpolations too, to a value other than null and ???. */
  boolean holdsValue(String key) {
    Object found = walk(KeyPath.parse(key).keys());
    return found instanceof InterpolationNode
        ? resolution().holdsValue(key)
        : found != null && !isNothing(found);
  }

  /** The resolved value at a key that holds one. */
  Node value(String key) {
    return resolution().select(key).orElseThrow();
  }

  /** The branch that a key leads to, through interpolations too; null if none of this tree. */
  Branch branch(String key) {
    List<String> keys = key.isEmpty() ? List.of() : KeyPath.parse(key).keys();
    Object found = walk(keys);
    if (found instanceof InterpolationNode) {
      return resolution().locate(key).map(this::open).orElse(null);
    }
    if (!(found instanceof Branch || found instanceof MapNode || found instanceof ListNode)) {
      return null;
    }
    Branch at = builder.root();
    for (String step : keys) {
      at = at.open(at instanceof MapBranch ? step : Index.of(step));
    }
    return at;
  }

  private Resolution resolution() {
    return Resolution.of(builder.build(), context);
  }

  private Branch open(NodePath path) {
    return path == null ? builder.root() : open(path.parent()).open(path.key());
  }

  /** The child at the end of a path, null if absent, or the first interpolation on the way. */
  private Object walk(List<String> keys) {
    Object at = builder.root();
    Iterator<String> steps = keys.iterator();
    while (steps.hasNext() && at != null && !(at instanceof InterpolationNode)) {
      at = step(at, steps.next());
    }
    return at;
  }

  private static Object step(Object container, String key) {
    if (container instanceof MapBranch branch) {
      return branch.get(key);
    }
    if (container instanceof MapNode map) {
      return map.get(key);
    }
    if (container instanceof ListBranch || container instanceof ListNode) {
      Integer index = Index.of(key);
      if (index == null) {
        return null;
      }
      if (container instanceof ListBranch branch) {
        return branch.get(index);
      }
      List<Node> items = ((ListNode) container).items();
      return index < items.size() ? items.get(index) : null;
    }
    return null;
  }

  private static boolean isNothing(Object node) {
    return node instanceof MissingNode
        || node instanceof ScalarNode scalar && scalar.value() == null;
  }
}
