package dev.hydrant.config.compose;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A place of the tree whose values must have a type. */
record TypedPlace(List<String> path, ValueType type) {
  /** Returns a tree with the value at this place converted; the tree itself if nothing changed. */
  MapNode check(MapNode tree, boolean open) {
    return check(tree, 0, open);
  }

  private MapNode check(MapNode tree, int depth, boolean open) {
    String key = path.get(depth);
    Node child = tree.get(key);
    if (child == null) {
      return tree;
    }
    Node checked;
    if (depth == path.size() - 1) {
      checked = type.check(child, String.join(".", path), open);
    } else if (child instanceof MapNode map) {
      checked = check(map, depth + 1, open);
    } else {
      return tree;
    }
    if (checked == child) {
      return tree;
    }
    Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
    entries.put(key, checked);
    return new MapNode(entries, tree.origin());
  }

  /** Tells whether a key path is a field that the type itself declares, which cannot be deleted. */
  boolean declares(List<String> keys) {
    if (keys.size() <= path.size() || !keys.subList(0, path.size()).equals(path)) {
      return false;
    }
    ValueType at = type;
    for (int i = path.size(); i < keys.size() - 1; i++) {
      at = at instanceof ValueType.Struct s ? s.fields().get(keys.get(i)) : null;
    }
    return at instanceof ValueType.Struct;
  }
}
