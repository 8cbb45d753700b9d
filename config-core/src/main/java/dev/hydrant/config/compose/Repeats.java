package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.LoadedConfig;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.merge.Branch;
import dev.hydrant.config.merge.ListBranch;
import dev.hydrant.config.merge.MapBranch;
import dev.hydrant.config.merge.TreeBuilder;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a config holds when a defaults list names it again.
 *
 * <p>Hydra 1.3 keeps each config that it has read, and lays one without a package into the tree
 * without copying: its maps and lists that are new there become the tree's own, so that whatever is
 * merged into them later is found in the kept config as well. With {@code m: {s: 1}} in the primary
 * config and {@code m: {u: 2}} in {@code db/one}, the list {@code [db/one@_global_, _self_,
 * db/one@p]} gives {@code p.m} both keys. Scalars of the config's root stay what they were.
 */
final class Repeats {
  private final TreeBuilder tree;
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<String, Map<List<Object>, Branch>> shared = new HashMap<>();

  Repeats(TreeBuilder tree, List<DefaultsEntry> entries) {
    this.tree = tree;
    entries.forEach(entry -> uses.merge(entry.configPath(), 1, Integer::sum));
  }

  /** The content of a config as Hydra would have kept it by now. */
  Node body(LoadedConfig config) {
    Node body = config.body();
    for (var e : shared.getOrDefault(config.path(), Map.of()).entrySet()) {
      body = with((MapNode) body, e.getKey(), e.getValue().node());
    }
    return body;
  }

  /** Merges the content of an entry, remembering what it will share with the tree. */
  void merge(DefaultsEntry entry, MapNode content) {
    boolean again = uses.get(entry.configPath()) > 1 && entry.pkg().isEmpty();
    List<List<Object>> fresh = new ArrayList<>();
    if (again) {
      fresh(tree.root(), content, List.of(), fresh);
    }
    fresh.removeIf(path -> isShared(entry.configPath(), path));
    tree.merge(content);
    for (List<Object> path : fresh) {
      Branch at = tree.root();
      for (Object key : path) {
        at = at.open(key);
      }
      shared.computeIfAbsent(entry.configPath(), p -> new LinkedHashMap<>()).put(path, at);
    }
  }

  /** Whether a place of a config, or one above it, was shared before: then it is copied. */
  private boolean isShared(String config, List<Object> path) {
    Map<List<Object>, Branch> known = shared.getOrDefault(config, Map.of());
    return IntStream.rangeClosed(1, path.size())
        .anyMatch(n -> known.containsKey(path.subList(0, n)));
  }

  /** The places of a config's maps and lists where the tree has none. */
  private static void fresh(
      MapBranch dest, MapNode source, List<Object> at, List<List<Object>> found) {
    source
        .entries()
        .forEach(
            (key, value) -> {
              Object low = dest.get(key);
              boolean container = value instanceof MapNode || value instanceof ListNode;
              List<Object> path = new ArrayList<>(at);
              path.add(key);
              if (container && !isContainer(low) && !(low instanceof InterpolationNode)) {
                found.add(path);
              } else if (value instanceof MapNode map
                  && dest.open(key) instanceof MapBranch below) {
                fresh(below, map, path, found);
              }
            });
  }

  private static boolean isContainer(Object low) {
    return low instanceof MapNode
        || low instanceof ListNode
        || low instanceof MapBranch
        || low instanceof ListBranch;
  }

  private static MapNode with(MapNode map, List<Object> path, Node value) {
    Map<Object, Node> entries = new LinkedHashMap<>(map.entries());
    Object key = path.get(0);
    entries.put(
        key,
        path.size() == 1
            ? value
            : with((MapNode) map.get(key), path.subList(1, path.size()), value));
    return new MapNode(entries, map.origin());
  }
}
