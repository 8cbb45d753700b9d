package dev.hydrant.config.inspect;

import dev.hydrant.config.bind.ValueText;
import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.compose.Layer;
import dev.hydrant.config.explain.Finding;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values in files that are laid over an equal value in every composition seen: writing them changes
 * nothing.
 */
final class Effects {
  private final Map<Origin, Finding> candidates = new LinkedHashMap<>();
  private final Set<Origin> effective = new HashSet<>();

  void add(Composed composed) {
    Map<List<String>, Node> below = new HashMap<>();
    for (Layer layer : composed.plan().layers()) {
      if (layer.config().provider().equals("hydra")) {
        continue;
      }
      Leaves.ofTask(layer.tree()).forEach((path, node) -> lay(path, node, below));
    }
  }

  private void lay(List<String> path, Node node, Map<List<String>, Node> below) {
    Node low = below.put(path, node);
    if (!(node instanceof ScalarNode || node instanceof InterpolationNode)) {
      return;
    }
    if (!node.equals(low) || node.origin().equals(low.origin())) {
      effective.add(node.origin());
      return;
    }
    String fact =
        "%s is %s already, by %s"
            .formatted(String.join(".", path), ValueText.of(node), low.origin());
    candidates.putIfAbsent(
        node.origin(), new Finding(Finding.Kind.NO_EFFECT, node.origin().toString(), fact, ""));
  }

  /** What never had an effect. */
  List<Finding> none() {
    return candidates.entrySet().stream()
        .filter(entry -> !effective.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
