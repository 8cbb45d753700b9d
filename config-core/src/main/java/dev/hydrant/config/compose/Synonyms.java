package dev.hydrant.config.compose;

import dev.hydrant.config.grammar.OverrideType;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keys that go by several names: an override may use any of them and means the one that the
 * configuration has. Config files are not touched.
 */
public final class Synonyms {
  /** No key has another name. */
  public static final Synonyms NONE = new Synonyms(Map::of);

  private final Supplier<Map<String, List<List<String>>>> source;
  private Map<String, List<List<String>>> known;

  /**
   * Keeps where names come from.
   *
   * @param source the names of each key, by the dotted path of the map that holds the keys; asked
   *     once, when an override first names a key that the configuration does not have
   */
  public Synonyms(Supplier<Map<String, List<List<String>>>> source) {
    this.source = source;
  }

  private synchronized Map<String, List<List<String>>> sets() {
    if (known == null) {
      known = source.get();
    }
    return known;
  }

  /** The override by the name that the tree has, if it has the key by another name. */
  ParsedOverride byNamesOf(MapNode tree, ParsedOverride o) {
    if (o.type() == OverrideType.ADD || o.pkg() != null || at(tree, o.key()) != null) {
      return o;
    }
    for (var e : sets().entrySet()) {
      String prefix = e.getKey() + ".";
      if (o.key().startsWith(prefix) && at(tree, e.getKey()) instanceof MapNode map) {
        String rest = o.key().substring(prefix.length());
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        String own = own(map, e.getValue(), name);
        String tail = dot < 0 ? "" : rest.substring(dot);
        return own.equals(name)
            ? o
            : new ParsedOverride(o.input(), o.type(), prefix + own + tail, null, o.value());
      }
    }
    return o;
  }

  private static String own(MapNode map, List<List<String>> sets, String name) {
    if (map.get(name) == null) {
      for (List<String> names : sets) {
        if (names.contains(name)) {
          return names.stream().filter(n -> map.get(n) != null).findFirst().orElse(name);
        }
      }
    }
    return name;
  }

  private static Node at(MapNode tree, String place) {
    Node node = tree;
    for (String key : place.split("\\.")) {
      node = node instanceof MapNode map ? map.get(key) : null;
    }
    return node;
  }
}
