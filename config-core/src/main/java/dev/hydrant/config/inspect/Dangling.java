package dev.hydrant.config.inspect;

import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.error.InterpolationException.Kind;
import dev.hydrant.config.explain.Finding;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.resolve.Resolution;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Interpolations of a composition that lead nowhere whatever the machine: keys that are not there,
 * unknown resolvers, cycles. A resolver that refuses, for want of an environment variable say, may
 * work elsewhere, and a value that is {@code ???} is still to be given.
 */
final class Dangling {
  private static final Set<Kind> ALWAYS =
      EnumSet.of(Kind.KEY_NOT_FOUND, Kind.UNKNOWN_RESOLVER, Kind.CYCLE, Kind.BUDGET);

  private final Resolution resolution;
  private final String context;
  private final List<Finding> found = new ArrayList<>();

  private Dangling(Resolution resolution, String context) {
    this.resolution = resolution;
    this.context = context;
  }

  static List<Finding> in(Composed composed, String context) {
    Map<Object, Node> entries = new LinkedHashMap<>(composed.tree().entries());
    entries.remove("hydra");
    MapNode task = new MapNode(entries, composed.tree().origin());
    Resolution resolution =
        Resolution.of(task, composed.context().withHydra(composed.tree())).keepingMissing();
    Dangling dangling = new Dangling(resolution, context);
    dangling.walk(task, null);
    return dangling.found;
  }

  private void walk(Node node, NodePath path) {
    if (node instanceof MapNode map) {
      map.entries().forEach((key, child) -> walk(child, NodePath.of(path, key)));
    } else if (node instanceof ListNode list) {
      for (int i = 0; i < list.items().size(); i++) {
        walk(list.items().get(i), NodePath.of(path, i));
      }
    } else if (node instanceof InterpolationNode interpolation) {
      follow(interpolation, path);
    }
  }

  private void follow(InterpolationNode node, NodePath path) {
    try {
      resolution.resolve(path);
    } catch (InterpolationException e) {
      boolean itsOwn = e.origin() == null || e.origin().equals(node.origin());
      if (ALWAYS.contains(e.kind()) && itsOwn) {
        String fact = e.fact().lines().findFirst().orElse("");
        String text = node.interpolation().text() + " leads nowhere: " + fact;
        found.add(new Finding(Finding.Kind.DANGLING, node.origin().toString(), text, context));
      }
    }
  }
}
