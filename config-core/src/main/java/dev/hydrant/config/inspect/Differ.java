package dev.hydrant.config.inspect;

import dev.hydrant.config.bind.ValueText;
import dev.hydrant.config.explain.Comparison;
import dev.hydrant.config.explain.Comparison.Difference;
import dev.hydrant.config.explain.Explanation;
import dev.hydrant.config.explain.Explanation.Cause;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares two compositions value by value, and finds what made each difference. */
public final class Differ {
  private static final String NOTHING = "nothing";

  private final Explainer left;
  private final Explainer right;

  /** Creates a differ of two compositions by their explainers. */
  public Differ(Explainer left, Explainer right) {
    this.left = left;
    this.right = right;
  }

  /** Compares two trees, resolved or both as written. */
  public Comparison compare(Node leftTree, Node rightTree) {
    Map<List<String>, Node> before = Leaves.of(leftTree);
    Map<List<String>, Node> after = Leaves.of(rightTree);
    Set<List<String>> paths = new LinkedHashSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<Difference> differences = new ArrayList<>();
    for (List<String> path : paths) {
      Node a = before.get(path);
      Node b = after.get(path);
      if (a == null || !a.equals(b)) {
        differences.add(difference(String.join(".", path), a, b));
      }
    }
    return new Comparison(differences);
  }

  private Difference difference(String key, Node a, Node b) {
    Optional<Explanation> before = left.explain(key);
    Optional<Explanation> after = right.explain(key);
    String through = "";
    Optional<String> input = differingInput(before, after);
    while (input.isPresent()) {
      through = input.get();
      before = left.explain(through);
      after = right.explain(through);
      input = differingInput(before, after);
    }
    return new Difference(key, text(a), text(b), reason(before), reason(after), through);
  }

  /** The input by which two values differ that were set in the same place. */
  private static Optional<String> differingInput(Optional<Explanation> a, Optional<Explanation> b) {
    if (a.isEmpty() || b.isEmpty() || !place(a.get()).equals(place(b.get()))) {
      return Optional.empty();
    }
    for (Explanation before : a.get().inputs()) {
      for (Explanation after : b.get().inputs()) {
        if (before.key().equals(after.key()) && !before.value().equals(after.value())) {
          return Optional.of(before.key());
        }
      }
    }
    return Optional.empty();
  }

  private static String place(Explanation why) {
    return why.causes().isEmpty() ? "" : why.causes().get(0).place();
  }

  /** What brought a value in: the defaults item of its file, or the place itself. */
  private static String reason(Optional<Explanation> why) {
    if (why.isEmpty() || why.get().causes().isEmpty()) {
      return NOTHING;
    }
    Cause winner = why.get().causes().get(0);
    List<String> chain = winner.chain();
    return chain.size() < 2 ? winner.place() : chain.get(chain.size() - 1);
  }

  private static String text(Node node) {
    return node == null ? NOTHING : ValueText.of(node);
  }
}
