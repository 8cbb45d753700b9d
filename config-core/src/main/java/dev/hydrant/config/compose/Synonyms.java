package dev.hydrant.config.compose;

import dev.hydrant.config.grammar.OverrideType;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that go by several names: an override may use any of them and means the one that the
 * configuration has. Config files are not touched.
 *
 * @param sets by the dotted path of the map that holds the keys
 */
public record Synonyms(Map<String, List<List<String>>> sets) {
  /** No key has another name. */
  public static final Synonyms NONE = new Synonyms(Map.of());

  /** Adds names of one key below a map. */
  public Synonyms with(String place, List<String> names) {
    Map<String, List<List<String>>> more = new LinkedHashMap<>(sets);
    List<List<String>> there = new ArrayList<>(more.getOrDefault(place, List.of()));
    there.add(List.copyOf(names));
    more.put(place, List.copyOf(there));
    return new Synonyms(more);
  }

  /** The override by the name that the tree has, if it has the key by another name. */
  ParsedOverride byNamesOf(MapNode tree, ParsedOverride o) {
    if (sets.isEmpty() || o.type() == OverrideType.ADD || o.pkg() != null) {
      return o;
    }
    for (var e : sets.entrySet()) {
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
