package dev.hydrant.config.inspect;

import dev.hydrant.config.bind.ValueText;
import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.explain.Explanation;
import dev.hydrant.config.explain.Explanation.Cause;
import dev.hydrant.config.grammar.KeyPath;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.SecretKeys;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Explains values of one composition. */
public final class Explainer {
  /** How many interpolations deep inputs are explained. */
  private static final int DEEPEST = 8;

  private final Composed composed;
  private final Function<String, Optional<Node>> values;

  /**
   * Creates an explainer.
   *
   * @param values gives the resolved node at a key; may throw {@link InterpolationException}
   */
  public Explainer(Composed composed, Function<String, Optional<Node>> values) {
    this.composed = composed;
    this.values = values;
  }

  /** Explains a key; empty when nothing ever set it. */
  public Optional<Explanation> explain(String key) {
    return explain(KeyPath.parse(key).keys(), 0);
  }

  private Optional<Explanation> explain(List<String> path, int depth) {
    SecretKeys secrets = composed.context().secrets();
    boolean secret = secrets.matches(String.join(".", path));
    List<Cause> causes = new ArrayList<>();
    for (Cause c : Causes.of(composed, path)) {
      String value = secret && !c.value().startsWith("${") ? ScalarNode.MASK : c.value();
      causes.add(new Cause(value, secrets.shownPlace(c.place()), c.chain()));
    }
    Hit end = Hit.of(composed.tree(), path);
    if (end == null && causes.isEmpty()) {
      return Optional.empty();
    }
    if (end != null && isFromElsewhere(end, causes)) {
      String place = end.node().origin().toString();
      causes.add(0, new Cause(ValueText.of(end.node()), place, List.of()));
    }
    List<Explanation> inputs = new ArrayList<>();
    if (end != null && end.node() instanceof InterpolationNode node && depth < DEEPEST) {
      for (List<String> input : inputs(node, path, end.depth())) {
        inputs.add(explain(input, depth + 1).orElseGet(() -> unset(input)));
      }
    }
    return Optional.of(new Explanation(String.join(".", path), value(path), causes, inputs));
  }

  /** Tells whether no known cause put the value there: the program did, or a copied container. */
  private static boolean isFromElsewhere(Hit end, List<Cause> causes) {
    boolean single = !(end.node() instanceof MapNode || end.node() instanceof ListNode);
    return causes.isEmpty()
        || single && !causes.get(0).place().equals(end.node().origin().toString());
  }

  /** The keys that feed a path which leads to, or through, an interpolation. */
  private List<List<String>> inputs(InterpolationNode node, List<String> path, int depth) {
    Set<List<String>> references = References.of(node, path.subList(0, depth), this::text);
    List<List<String>> inputs = new ArrayList<>();
    for (List<String> reference : references) {
      List<String> input = new ArrayList<>(reference);
      if (references.size() == 1) {
        input.addAll(path.subList(depth, path.size()));
      }
      inputs.add(input);
    }
    return inputs;
  }

  /** The first steps of all keys that interpolations outside {@code hydra} take values from. */
  public Set<String> referredTo() {
    Set<String> found = new LinkedHashSet<>();
    composed
        .tree()
        .entries()
        .forEach(
            (key, value) -> {
              if (!"hydra".equals(key)) {
                collect(value, List.of(String.valueOf(key)), found);
              }
            });
    return found;
  }

  private void collect(Node node, List<String> path, Set<String> found) {
    if (node instanceof MapNode map) {
      map.entries().forEach((key, value) -> collect(value, below(path, key), found));
    } else if (node instanceof ListNode list) {
      for (int i = 0; i < list.items().size(); i++) {
        collect(list.items().get(i), below(path, i), found);
      }
    } else if (node instanceof InterpolationNode interpolation) {
      References.of(interpolation, path, this::text).forEach(key -> found.add(key.get(0)));
    }
  }

  private static List<String> below(List<String> path, Object key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(String.valueOf(key));
    return longer;
  }

  private static Explanation unset(List<String> path) {
    return new Explanation(String.join(".", path), "nothing", List.of(), List.of());
  }

  private Optional<String> text(String key) {
    try {
      return values
          .apply(key)
          .filter(n -> n instanceof ScalarNode s && s.value() instanceof String)
          .map(n -> (String) ((ScalarNode) n).value());
    } catch (InterpolationException e) {
      return Optional.empty();
    }
  }

  private String value(List<String> path) {
    try {
      return values
          .apply(String.join(".", path))
          .map(ValueText::of)
          .orElse(Hit.of(composed.tree(), path) == null ? "nothing" : "???");
    } catch (InterpolationException e) {
      return "an interpolation that cannot be resolved: " + e.fact().lines().findFirst().orElse("");
    }
  }
}
