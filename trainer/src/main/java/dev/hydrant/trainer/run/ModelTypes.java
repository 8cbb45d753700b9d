package dev.hydrant.trainer.run;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which registered model a configuration describes. */
public final class ModelTypes {
  private ModelTypes() {}

  /**
   * Finds the adapter by {@code type}, or, where there is none, the one that recognises the rest.
   *
   * @param tree the top level; other values than {@code type} may be interpolations
   */
  public static Optional<ModelAdapter<?>> find(MapNode tree, ModelRegistry registry) {
    if (tree.get("type") instanceof ScalarNode type && type.value() != null) {
      String name = String.valueOf(type.value());
      return registry.types().contains(name) ? Optional.of(registry.get(name)) : Optional.empty();
    }
    List<ModelAdapter<?>> found = recognising(tree, registry);
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /**
   * As above, where there must be one.
   *
   * @throws UserException with the registered types, or what to write where the file's folder has
   *     become a key
   */
  static ModelAdapter<?> get(MapNode tree, ModelRegistry registry) {
    if (tree.get("type") instanceof ScalarNode type && type.value() != null) {
      return registry.get(String.valueOf(type.value()));
    }
    List<ModelAdapter<?>> found = recognising(tree, registry);
    if (found.size() == 1) {
      return found.get(0);
    }
    refuseFolder(tree, "", registry);
    String types = String.join(", ", registry.types());
    throw UserException.usage(
        found.isEmpty()
            ? "the config does not say what to train: it has no 'type'.\nRegistered: " + types
            : "the config could be of several types: "
                + String.join(", ", found.stream().map(ModelAdapter::type).toList())
                + ".\nSay which with type=…");
  }

  private static List<ModelAdapter<?>> recognising(MapNode tree, ModelRegistry registry) {
    return registry.types().stream()
        .<ModelAdapter<?>>map(registry::get)
        .filter(a -> a.recognises(tree))
        .toList();
  }

  /** Hydra composes a config of a folder into the package of that name, unless it says not to. */
  private static void refuseFolder(MapNode tree, String above, ModelRegistry registry) {
    for (Map.Entry<Object, Node> e : tree.entries().entrySet()) {
      if (e.getValue() instanceof MapNode inner) {
        String place = above + e.getKey();
        if (find(inner, registry).isPresent()) {
          throw inFolder(inner, place);
        }
        refuseFolder(inner, place + ".", registry);
      }
    }
  }

  private static UserException inFolder(MapNode inner, String place) {
    Path file = Path.of(inner.origin().source());
    String folder = file.getParent() == null ? "DIR" : file.getParent().toString();
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return UserException.usage(
        ("%s is composed into the package %s, so nothing of it is at the top level.\n"
                + "Begin the file with '# @package _global_', or call it with"
                + " --config-path=%s --config-name=%s")
            .formatted(file, place, folder, name));
  }
}
