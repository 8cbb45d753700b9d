package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records stretches of the forward pass a second time when the backward pass reaches them, so that
 * the first results need not be kept.
 */
final class Recomputation {
  private final Trace trace;
  private final List<Node> forward;
  private final Map<Tensor, Tensor> copies = new HashMap<>();
  private final Set<Object> done = new HashSet<>();

  Recomputation(Trace trace) {
    this.trace = trace;
    this.forward = List.copyOf(trace.nodes());
  }

  /** Makes sure that the stretch a node belongs to has been recorded again. */
  void of(Node node) {
    if (node.stretch == null || !done.add(node.stretch)) {
      return;
    }
    for (Node n : forward) {
      if (n.stretch == node.stretch) {
        trace.backwardOf(n.place, () -> record(n));
      }
    }
  }

  private void record(Node n) {
    if (n.op.host() != null) {
      return; // its result is kept rather than computed again by Java
    }
    List<Tensor> out = trace.apply(n.op, n.attrs, tensors(n.inputs));
    for (int i = 0; i < out.size(); i++) {
      copies.put(n.outputs.get(i), out.get(i));
    }
  }

  /** The tensors, or their second computation where there is one. */
  List<Tensor> tensors(List<TraceTensor> tensors) {
    List<Tensor> out = new ArrayList<>(tensors.size());
    tensors.forEach(t -> out.add(copies.getOrDefault(t, t)));
    return out;
  }
}
