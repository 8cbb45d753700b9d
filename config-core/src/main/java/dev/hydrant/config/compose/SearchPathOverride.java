package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.LoadedConfig;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.grammar.OverrideType;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What {@code hydra.searchpath} adds to the search path. It is read before composition: from an
 * override, else from the primary config.
 *
 * @param provider who asked, for messages
 */
record SearchPathOverride(String provider, List<String> locations) {
  private static final String KEY = "hydra.searchpath";
  private static final SearchPathOverride NONE = new SearchPathOverride("", List.of());

  /**
   * Finds the override.
   *
   * @param primary the primary config, or null
   * @param resolve resolves a node of a tree
   */
  static SearchPathOverride find(
      List<ParsedOverride> overrides,
      LoadedConfig primary,
      BiFunction<MapNode, Node, Node> resolve) {
    for (ParsedOverride o : overrides) {
      if (o.type() == OverrideType.CHANGE && o.key().equals(KEY) && o.pkg() == null) {
        Node value = o.isSweep() ? null : o.toNode();
        if (value == null || isNull(value)) {
          break;
        }
        return new SearchPathOverride(
            "hydra.searchpath in command-line", locations(value, (root, node) -> text(node), null));
      }
    }
    if (primary == null || !(primary.body() instanceof MapNode root)) {
      return NONE;
    }
    Node hydra = root.get("hydra");
    if (hydra instanceof ListNode) {
      throw new ConfigLoadException(
          "'hydra' must be a mapping, not a list; 'hydra.searchpath' cannot be read.",
          hydra.origin());
    }
    Node value = hydra instanceof MapNode map ? map.get("searchpath") : null;
    if (value == null || value instanceof MissingNode || isNull(value)) {
      return NONE;
    }
    return new SearchPathOverride("hydra.searchpath in main", locations(value, resolve, root));
  }

  private static List<String> locations(
      Node value, BiFunction<MapNode, Node, Node> resolve, MapNode root) {
    Node resolved = value instanceof InterpolationNode ? resolve.apply(root, value) : value;
    if (!(resolved instanceof ListNode list)) {
      throw wrong(value);
    }
    List<String> locations = new ArrayList<>();
    for (Node item : list.items()) {
      Node text = item instanceof InterpolationNode ? resolve.apply(root, item) : item;
      if (!(text instanceof ScalarNode s && s.value() instanceof String location)) {
        throw wrong(value);
      }
      locations.add(location);
    }
    return List.copyOf(locations);
  }

  private static Node text(Node node) {
    return node instanceof InterpolationNode i
        ? new ScalarNode(i.interpolation().text(), i.origin())
        : node;
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode s && s.value() == null;
  }

  private static ConfigLoadException wrong(Node value) {
    return new ConfigLoadException(
        "hydra.searchpath must be a list of strings, such as [file://dir, pkg://a.b]. Got: "
            + PythonText.of(value),
        value.origin());
  }
}
