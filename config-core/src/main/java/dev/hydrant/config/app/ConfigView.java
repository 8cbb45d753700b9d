package dev.hydrant.config.app;

import dev.hydrant.config.Composition;
import dev.hydrant.config.compose.PythonText;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.Resolution;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.write.YamlWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code --cfg} prints: a part of the configuration as YAML. */
final class ConfigView {
  private ConfigView() {}

  static String of(Composition config, AppCommand.Part part, String pkg, boolean resolve) {
    MapNode root =
        switch (part) {
          case job -> config.node();
          case hydra -> hydra(config);
          case all -> config.details().tree();
        };
    ResolutionContext context = config.details().context().withHydra(config.details().tree());
    Resolution resolution = Resolution.of(root, context);
    if (pkg == null || pkg.equals("_global_")) {
      return YamlWriter.write(resolve ? resolution.resolveAll() : root, false);
    }
    Optional<NodePath> place = resolution.locate(pkg);
    Optional<Node> value =
        place.isPresent() && !resolve ? place.map(path -> at(root, path)) : resolution.select(pkg);
    if (value.isEmpty() || value.get() instanceof ScalarNode s && s.value() == null) {
      throw new UsageException("package '" + pkg + "' not found in config");
    }
    if (value.get() instanceof MapNode || value.get() instanceof ListNode) {
      return "# @package " + pkg + "\n" + YamlWriter.write(value.get(), false);
    }
    return PythonText.of(value.get()) + "\n";
  }

  /** The {@code hydra} node alone, without its help texts. */
  static MapNode hydra(Composition config) {
    Map<Object, Node> entries = new LinkedHashMap<>(config.hydra().entries());
    entries.remove("hydra_help");
    entries.remove("help");
    MapNode hydra = new MapNode(entries, config.hydra().origin());
    return new MapNode(Map.of("hydra", hydra), hydra.origin());
  }

  private static Node at(Node root, NodePath path) {
    if (path == null) {
      return root;
    }
    Node parent = at(root, path.parent());
    return parent instanceof MapNode map
        ? map.get(path.key())
        : ((ListNode) parent).items().get((Integer) path.key());
  }
}
