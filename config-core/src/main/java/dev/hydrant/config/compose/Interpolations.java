package dev.hydrant.config.compose;

import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.merge.Dereferencer;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.resolve.Resolution;
import dev.hydrant.config.resolve.ResolutionContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The few places where composing needs the value of an interpolation before the tree is done. */
final class Interpolations {
  private static final String KEY = "_value_";

  private final ResolutionContext context;

  Interpolations(ResolutionContext context) {
    this.context = context;
  }

  Dereferencer dereferencer() {
    return Resolution.dereferencer(context);
  }

  /** The meaning of an option in a defaults list, which stands one level below the choices. */
  Node option(String text, MapNode choices) {
    Origin origin = Origin.of("defaults list");
    Node option = new InterpolationNode(InterpolationParser.parse(text), origin);
    MapNode item = (MapNode) in(choices, new MapNode(Map.of(KEY, option), origin));
    return item.get(KEY);
  }

  /** The value of a node as if it stood at the root of a tree. */
  Node in(MapNode root, Node node) {
    Map<Object, Node> entries = new LinkedHashMap<>(root.entries());
    entries.put(KEY, node);
    MapNode tree = new MapNode(entries, root.origin());
    return Resolution.of(tree, context).resolve(NodePath.of(null, KEY));
  }

  /** The resolved value at a path of a tree with its {@code hydra} node, or null. */
  Node at(MapNode tree, String path) {
    return Resolution.of(tree, context.withHydra(tree)).select(path).orElse(null);
  }
}
