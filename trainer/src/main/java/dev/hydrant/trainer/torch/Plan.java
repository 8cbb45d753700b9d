package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a trace has to run, and how: unused nodes are dropped, gradients go straight into the
 * flat vector, sums absorb the matrix product they add, results overwrite operands nobody needs any
 * more.
 */
final class Plan {
  private static final Set<Op> PRODUCTS = Set.of(ProductOps.LINEAR, ProductOps.MM);

  private final List<Node> live = new ArrayList<>();
  private final Map<Node, List<Sink>> sinks = new HashMap<>();
  private final Set<Node> inlined = new HashSet<>();
  private final Map<Node, TraceTensor> addends = new HashMap<>();
  private final Map<Node, Node> products = new HashMap<>();
  private final Liveness liveness = new Liveness();
  private final Set<TraceTensor> used = new HashSet<>();
  private final List<Integer> untouched = new ArrayList<>();

  Plan(Trace trace, List<TraceTensor> kept, Map<Integer, List<TraceTensor>> gradients) {
    Set<Node> needed = new HashSet<>();
    kept.forEach(t -> need(t, needed));
    gradients.values().forEach(l -> l.forEach(t -> need(t, needed)));
    trace.nodes().stream().filter(needed::contains).forEach(live::add);
    live.forEach(liveness::define);
    live.forEach(n -> liveness.useAll(n.inputs, n.id));
    kept.forEach(liveness::keep);
    gradients.forEach(this::attach);
    live.forEach(this::absorb);
  }

  private void need(TraceTensor t, Set<Node> needed) {
    List<TraceTensor> open = new ArrayList<>(List.of(t));
    while (!open.isEmpty()) {
      TraceTensor next = open.remove(open.size() - 1);
      used.add(next);
      if (needed.add(next.node())) {
        next.node().inputs.stream().filter(i -> i != null).forEach(open::add);
      }
      next.node().inputs.stream().filter(i -> i != null).forEach(used::add);
    }
  }

  private void attach(int parameter, List<TraceTensor> values) {
    if (values.isEmpty()) {
      untouched.add(parameter);
      return;
    }
    List<TraceTensor> ordered = new ArrayList<>(values);
    ordered.sort(Comparator.comparingInt(t -> t.node().id));
    for (int i = 0; i < ordered.size(); i++) {
      TraceTensor v = ordered.get(i);
      liveness.use(v, v.node().id);
      sinks.computeIfAbsent(v.node(), k -> new ArrayList<>()).add(new Sink(parameter, v, i == 0));
    }
  }

  /** Turns p + (views of) a·b into one product that accumulates. */
  private void absorb(Node n) {
    if (n.op != PointwiseOps.ADD || !n.inputs.get(0).type().equals(n.inputs.get(1).type())) {
      return;
    }
    for (int i = 1; i >= 0; i--) {
      List<Node> chain = new ArrayList<>();
      TraceTensor q = n.inputs.get(i);
      while (q.node().op == ShapeOps.VIEW && liveness.uses(q) == 1) {
        chain.add(q.node());
        q = q.node().inputs.get(0);
      }
      Node product = q.node();
      TraceTensor p = n.inputs.get(1 - i);
      if (product.op == null || !PRODUCTS.contains(product.op) || liveness.uses(q) != 1) {
        continue;
      }
      boolean biased = product.op == ProductOps.LINEAR && product.inputs.get(2) != null;
      if (!biased && !overwrites(n, p, product.inputs)) {
        continue;
      }
      chain.add(product);
      inlined.addAll(chain);
      product.inputs.forEach(t -> liveness.extend(t, n.id));
      addends.put(n, p);
      products.put(n, product);
      return;
    }
  }

  /** Whether the result of a node may be written over one of its operands. */
  boolean overwrites(Node n, TraceTensor operand, List<TraceTensor> others) {
    return liveness.endsAt(operand, n.id)
        && operand.type().equals(n.outputs.get(0).type())
        && others.stream().noneMatch(t -> t != operand && liveness.shareMemory(operand, t));
  }

  void overwrite(TraceTensor operand, TraceTensor result) {
    liveness.overwrite(operand, result);
  }

  List<Node> live() {
    return live;
  }

  boolean isInlined(Node n) {
    return inlined.contains(n);
  }

  /** The product a sum absorbs, or null. */
  Node product(Node sum) {
    return products.get(sum);
  }

  /** The other operand of such a sum. */
  TraceTensor addend(Node sum) {
    return addends.get(sum);
  }

  List<Sink> sinks(Node n) {
    return sinks.getOrDefault(n, List.of());
  }

  /** Whether anything reads a tensor. */
  boolean isUsed(TraceTensor t) {
    return used.contains(t);
  }

  int uses(TraceTensor t) {
    return liveness.uses(t);
  }

  /** Whether a tensor has memory of its own rather than being a view. */
  boolean ownsMemory(TraceTensor t) {
    return liveness.owns(t);
  }

  /** The position of the last reading of a tensor's memory. */
  int lastUse(TraceTensor t) {
    return liveness.last(t);
  }

  /** Parameters whose gradient is zero. */
  List<Integer> untouched() {
    return untouched;
  }
}
