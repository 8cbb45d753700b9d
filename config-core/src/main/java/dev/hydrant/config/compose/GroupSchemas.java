package dev.hydrant.config.compose;

import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.error.BindException;
import dev.hydrant.config.error.BindException.Problem;
import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.ConfigException.Stage;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The types that configs must fit, by config or by group. Each file is checked alone, so that a
 * mistake is found where it was written; the finished tree is checked for what overrides did.
 *
 * @param types by the path of a config, {@code db/mysql}, or of a group, {@code db}
 */
public record GroupSchemas(Map<String, Class<?>> types) {
  public GroupSchemas {
    types = Map.copyOf(types);
  }

  /** Refuses configs with unknown keys or values of the wrong type. */
  void checkFiles(List<Layer> layers) {
    if (types.isEmpty()) {
      return;
    }
    for (Layer layer : layers) {
      Class<?> type = typeOf(layer);
      if (type != null) {
        String path = layer.entry().configPath();
        NodePath place = place(layer);
        Node body = layer.config().body();
        check(place == null ? withoutHydra(body) : body, place, type, "In '" + path + "': ");
      }
    }
  }

  /** Refuses a tree in which overrides have put unknown keys or values of the wrong type. */
  void checkTree(List<Layer> layers, MapNode tree) {
    if (types.isEmpty()) {
      return;
    }
    for (Layer layer : layers) {
      Class<?> type = typeOf(layer);
      NodePath place = type == null ? null : place(layer);
      Node node = type == null ? null : place == null ? withoutHydra(tree) : place.in(tree);
      if (node != null) {
        check(node, place, type, "");
      }
    }
  }

  /** A root without the node that belongs to the application harness. */
  private static Node withoutHydra(Node root) {
    if (!(root instanceof MapNode map) || map.get("hydra") == null) {
      return root;
    }
    Map<Object, Node> entries = new LinkedHashMap<>(map.entries());
    entries.remove("hydra");
    return new MapNode(entries, map.origin());
  }

  private Class<?> typeOf(Layer layer) {
    String path = layer.entry().configPath();
    Class<?> own = types.get(path);
    int slash = path.lastIndexOf('/');
    return own != null || slash < 0 ? own : types.get(path.substring(0, slash));
  }

  private static NodePath place(Layer layer) {
    NodePath place = null;
    if (!layer.entry().pkg().isEmpty()) {
      for (String key : layer.entry().pkg().split("\\.", -1)) {
        place = NodePath.of(place, key);
      }
    }
    return place;
  }

  private static void check(Node node, NodePath place, Class<?> type, String where) {
    List<Problem> problems = Binder.check(node, place, type);
    if (!problems.isEmpty()) {
      BindException all = new BindException(problems);
      throw new ConfigCompositionException(
          Stage.COMPOSE, where + all.fact(), all.origin(), all.suggestions(), all);
    }
  }
}
