package dev.hydrant.config.override;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.grammar.KeyPath;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.merge.Branch;
import dev.hydrant.config.merge.ListBranch;
import dev.hydrant.config.merge.MapBranch;
import dev.hydrant.config.merge.Merge;
import dev.hydrant.config.merge.TreeBuilder;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.ScalarNode;
import java.util.List;
import java.util.Map;

/** The changes that overrides make to a tree under construction. */
final class Edits {
  private final TreeBuilder builder;
  private final Lookup lookup;
  private final KeyHints hints;

  Edits(TreeBuilder builder, Lookup lookup, KeyHints hints) {
    this.builder = builder;
    this.lookup = lookup;
    this.hints = hints;
  }

  MapNode result() {
    return builder.build();
  }

  /** Refuses {@code +key=value} for a key that has a value, unless the new one is a container. */
  void checkIsNew(ParsedOverride override) {
    if (lookup.holdsValue(override.key()) && !isContainer(override.toNode())) {
      throw new ConfigCompositionException(
          """
          Could not append to config. An item is already at '%s'.
          Either remove + prefix: '%s'
          Or add a second + to add or override '%s': '+%s'\
          """
              .formatted(
                  override.key(), override.input().substring(1), override.key(), override.input()),
          override.origin());
    }
  }

  /**
   * Sets a value, merging a map into a map. Steps on the way that are no containers become maps, an
   * interpolation too.
   */
  void update(ParsedOverride override, boolean mayAdd) {
    List<String> keys = KeyPath.parse(override.key()).keys();
    Branch at = builder.root();
    for (String step : keys.subList(0, keys.size() - 1)) {
      Object key = key(override, at, step);
      if (!isContainer(at.get(key))) {
        requireKey(override, at, key, mayAdd);
        if (!mayAdd) {
          throw Mistakes.noContainer(override, at.path(key), (Node) at.get(key));
        }
        at.put(key, new MapNode(Map.of(), override.origin()));
      }
      at = at.open(key);
    }
    Object key = key(override, at, keys.get(keys.size() - 1));
    requireKey(override, at, key, mayAdd);
    set(override, at, key, mayAdd);
  }

  private void set(ParsedOverride override, Branch at, Object key, boolean mayAdd) {
    Node value = override.toNode();
    Object old = at.get(key);
    boolean map = old instanceof MapNode || old instanceof MapBranch;
    if (map && value instanceof MapNode more) {
      Merge.NewKey newKey =
          mayAdd
              ? Merge.NewKey.ALLOWED
              : (in, added) -> {
                throw Mistakes.unknownKey(override, in, added, hints);
              };
      builder.merge((MapBranch) at.open(key), more, newKey);
    } else if (map && value instanceof ListNode) {
      throw Mistakes.merging(override, "cannot merge a list into the map '" + at.path(key) + "'");
    } else if (isContainer(old) && !map && value instanceof MapNode) {
      throw Mistakes.merging(override, "cannot merge a map into the list '" + at.path(key) + "'");
    } else {
      at.put(key, value);
    }
  }

  /** Deletes a key, if it has the value that the override names. */
  void delete(ParsedOverride override) {
    String key = override.key();
    if (!lookup.holdsValue(key)) {
      throw Mistakes.nothingToDelete(override, builder.root());
    }
    Node expected = override.toNode();
    if (expected != null && !isNull(expected)) {
      Node found = lookup.value(key);
      if (!PythonEquality.matches(expected, found)) {
        throw Mistakes.otherValue(override, found);
      }
    }
    int dot = key.lastIndexOf('.');
    Branch parent = lookup.branch(dot < 0 ? "" : key.substring(0, dot));
    if (parent instanceof ListBranch) {
      throw Mistakes.merging(
          override,
          "items of a list cannot be deleted; set the whole list '"
              + NodePath.render(parent.path())
              + "'");
    }
    if (parent instanceof MapBranch map) {
      map.remove(key.substring(dot + 1));
    }
  }

  /** Appends to a list. */
  void extend(ParsedOverride override) {
    Branch list = lookup.holdsValue(override.key()) ? lookup.branch(override.key()) : null;
    if (!(list instanceof ListBranch branch)) {
      throw new ConfigCompositionException(
          "Could not append to config list. The existing value of '%s' is not a list."
              .formatted(override.key()),
          override.origin());
    }
    branch.addAll(((ListNode) override.toNode()).items());
  }

  private static Object key(ParsedOverride override, Branch at, String step) {
    if (at instanceof MapBranch) {
      return step;
    }
    Integer index = Index.of(step);
    if (index == null) {
      throw Mistakes.merging(
          override, "'" + at.path() + "' is a list, and '" + step + "' is no position in it");
    }
    return index;
  }

  private void requireKey(ParsedOverride override, Branch at, Object key, boolean mayAdd) {
    if (at.get(key) != null) {
      return;
    }
    if (at instanceof ListBranch list) {
      throw Mistakes.merging(
          override,
          "list index out of range: '%s' has %d items".formatted(list.path(), list.size()));
    }
    if (!mayAdd) {
      throw Mistakes.unknownKey(override, (MapBranch) at, key, hints);
    }
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.value() == null;
  }

  private static boolean isContainer(Object node) {
    return node instanceof Branch || node instanceof MapNode || node instanceof ListNode;
  }
}
