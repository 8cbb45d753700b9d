package dev.hydrant.config.inspect;

import dev.hydrant.config.bind.ValueText;
import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.compose.Layer;
import dev.hydrant.config.explain.DefaultsStep;
import dev.hydrant.config.explain.Explanation.Cause;
import dev.hydrant.config.grammar.KeyPath;
import dev.hydrant.config.grammar.OverrideType;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Everything in a composition that set the value at one path, in the order in which it happened.
 */
final class Causes {
  private final List<String> path;
  private final List<Cause> found = new ArrayList<>();

  private Causes(List<String> path) {
    this.path = path;
  }

  /** Returns the causes, the winner first. */
  static List<Cause> of(Composed composed, List<String> path) {
    Causes causes = new Causes(path);
    composed.plan().layers().forEach(causes::layer);
    composed.values().forEach(causes::override);
    Collections.reverse(causes.found);
    return causes.found;
  }

  private void layer(Layer layer) {
    Hit hit = Hit.of(layer.tree(), path);
    boolean onlyItsPackage = hit != null && hit.node() == layer.tree();
    if (hit == null || onlyItsPackage || leavesAsItIs(hit)) {
      return;
    }
    List<String> chain = layer.entry().chain().stream().map(DefaultsStep::toString).toList();
    add(hit, String.valueOf(hit.node().origin()), chain);
  }

  /** Tells whether the value is {@code ???} where there is one already, which it does not touch. */
  private boolean leavesAsItIs(Hit hit) {
    return hit.node() instanceof MissingNode && !found.isEmpty();
  }

  private void add(Hit hit, String place, List<String> chain) {
    String value = ValueText.of(hit.node());
    if (!hit.whole()) {
      value = String.join(".", path.subList(0, hit.depth())) + " = " + value;
    }
    found.add(new Cause(value, place, chain));
  }

  private void override(ParsedOverride override) {
    List<String> key = KeyPath.parse(override.key()).keys();
    int common = Math.min(key.size(), path.size());
    if (override.key().isEmpty() || !key.subList(0, common).equals(path.subList(0, common))) {
      return;
    }
    String place = override.origin().toString();
    if (override.type() == OverrideType.DEL) {
      found.add(new Cause(override.key() + " deleted", place, List.of()));
      return;
    }
    Node value = override.toNode();
    if (key.size() > path.size()) {
      String inside = String.join(".", key.subList(path.size(), key.size()));
      found.add(new Cause(inside + " = " + ValueText.of(value), place, List.of()));
      return;
    }
    Hit hit = Hit.of(value, path.subList(key.size(), path.size()));
    if (hit != null) {
      add(new Hit(hit.node(), key.size() + hit.depth(), hit.whole()), place, List.of());
    }
  }
}
