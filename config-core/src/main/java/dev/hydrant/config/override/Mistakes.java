package dev.hydrant.config.override;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.grammar.KeyPath;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.merge.MapBranch;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages for overrides that cannot be applied. */
final class Mistakes {
  private static final int MOST_NAMES = 5_000;

  private Mistakes() {}

  /**
   * A key that is not there, while only {@code +} may make it. Where a known key is near it is
   * taken for a typo, and a typo is not answered with advice to make it permanent.
   */
  static ConfigCompositionException unknownKey(
      ParsedOverride override, MapBranch in, Object key, KeyHints hints) {
    String where = in.path() == null ? "the config" : "'" + in.path() + "'";
    String prefix = in.path() == null ? "" : in.path() + ".";
    String hint = hints.of(override);
    if (!hint.isEmpty()) {
      return new ConfigCompositionException(
          "Could not override '%s'.\n%s\nKey '%s' is not in %s"
              .formatted(override.key(), hint, key, where),
          override.origin());
    }
    String wanted = String.valueOf(key);
    List<String> here = nearest(prefix, wanted, in.keys());
    List<String> elsewhere = elsewhere(wanted, in.root());
    boolean isMeant =
        here.stream().anyMatch(s -> Suggestions.isNear(wanted, s.substring(prefix.length())))
            && elsewhere.stream().noneMatch(s -> s.endsWith("." + wanted));
    List<String> suggestions = isMeant || elsewhere.isEmpty() ? here : elsewhere;
    String append =
        suggestions.isEmpty() ? "\nTo append to your config use +" + override.input() : "";
    return new ConfigCompositionException(
        "Could not override '%s'.%s\nKey '%s' is not in %s"
            .formatted(override.key(), append, key, where),
        override.origin(),
        suggestions);
  }

  /** A path that goes on below a value which holds nothing. */
  static ConfigCompositionException noContainer(
      ParsedOverride override, NodePath path, Node value) {
    String is =
        value instanceof InterpolationNode i
            ? "the interpolation " + i.interpolation().text() + "; override what it refers to"
            : value instanceof MissingNode ? "???, not a map" : shown(value) + ", not a map";
    return new ConfigCompositionException(
        "Could not override '%s'.\nTo append to your config use +%s\n'%s' is %s"
            .formatted(override.key(), override.input(), path, is),
        override.origin());
  }

  /** An override that meets a value of the wrong kind. */
  static ConfigCompositionException merging(ParsedOverride override, String reason) {
    return new ConfigCompositionException(
        "Error merging override " + override.input() + ": " + reason, override.origin());
  }

  static ConfigCompositionException nothingToDelete(ParsedOverride override, MapBranch root) {
    return new ConfigCompositionException(
        "Could not delete from config. '" + override.key() + "' does not exist.",
        override.origin(),
        nearest(KeyPath.parse(override.key()).keys(), root));
  }

  static ConfigCompositionException otherValue(ParsedOverride override, Node found) {
    return new ConfigCompositionException(
        "Could not delete from config. The value of '%s' is %s and not %s."
            .formatted(override.key(), shown(found), override.valueString()),
        override.origin());
  }

  private static String shown(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.secret() ? ScalarNode.MASK : String.valueOf(scalar.value());
    }
    return node instanceof MapNode ? "a map" : "a list";
  }

  /** The keys of this or a like name anywhere in the tree; the shortest paths first. */
  private static List<String> elsewhere(String key, MapNode root) {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    collect("", root, paths);
    return Suggestions.nearest(key, paths.keySet()).stream()
        .filter(name -> name.equals(key) || Suggestions.isNear(key, name))
        .flatMap(name -> paths.get(name).stream())
        .limit(3)
        .toList();
  }

  private static void collect(String prefix, MapNode map, Map<String, List<String>> paths) {
    if (paths.size() > MOST_NAMES) {
      return;
    }
    map.entries()
        .forEach(
            (key, value) -> {
              if (key instanceof String && !(prefix.isEmpty() && key.equals("hydra"))) {
                paths.computeIfAbsent("" + key, k -> new ArrayList<>()).add(prefix + key);
              }
            });
    map.entries()
        .forEach(
            (key, value) -> {
              if (value instanceof MapNode inner && !(prefix.isEmpty() && "hydra".equals(key))) {
                collect(prefix + key + ".", inner, paths);
              }
            });
  }

  /** The keys nearest to the first step that leads nowhere. */
  private static List<String> nearest(List<String> keys, MapBranch root) {
    Object at = root.root();
    for (int i = 0; i < keys.size(); i++) {
      if (!(at instanceof MapNode map)) {
        return List.of();
      }
      Node next = map.get(keys.get(i));
      if (next == null) {
        String above = String.join(".", keys.subList(0, i));
        return nearest(i == 0 ? "" : above + ".", keys.get(i), map.entries().keySet());
      }
      at = next;
    }
    return List.of();
  }

  private static List<String> nearest(String prefix, String key, Collection<Object> known) {
    List<String> names =
        known.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    return Suggestions.nearest(key, names).stream().map(name -> prefix + name).toList();
  }
}
