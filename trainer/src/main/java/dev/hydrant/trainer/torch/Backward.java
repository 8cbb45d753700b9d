package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records the backward pass of a scalar: walks the trace in reverse and applies each operator's
 * gradient rule. Operators without a rule are differentiated by PyTorch inside the script.
 */
final class Backward {
  private final Trace trace;
  private final Set<TraceTensor> reached = new HashSet<>();
  private final Map<TraceTensor, Tensor> gradients = new HashMap<>();
  private final Map<TraceTensor, List<Tensor>> collected = new LinkedHashMap<>();

  private final Recomputation again;

  private Backward(Trace trace, List<TraceTensor> wrt) {
    this.trace = trace;
    this.again = new Recomputation(trace);
    wrt.forEach(t -> collected.put(t, new ArrayList<>()));
    reached.addAll(wrt);
  }

  /**
   * The contributions to the gradient of each tensor of {@code wrt}; their sum is the gradient, and
   * no contribution means zero. They are kept apart so that each can be added in place.
   */
  static Map<TraceTensor, List<Tensor>> of(Trace trace, TraceTensor loss, List<TraceTensor> wrt) {
    Rules.check(loss.numel() == 1, "the loss must be one number, but is " + loss.type());
    Backward b = new Backward(trace, wrt);
    List<Node> nodes = List.copyOf(trace.nodes());
    nodes.forEach(b::reach);
    b.add(loss, trace.full(loss.dtype(), 1, loss.shape()));
    for (int i = nodes.size() - 1; i >= 0; i--) {
      b.visit(nodes.get(i));
    }
    return b.collected;
  }

  private void reach(Node n) {
    if (n.op != null
        && n.op.isDifferentiable()
        && n.inputs.stream().anyMatch(t -> t != null && reached.contains(t))) {
      n.outputs.stream().filter(t -> t.dtype().isFloating()).forEach(reached::add);
    }
  }

  private void add(TraceTensor t, Tensor gradient) {
    if (gradient == null || t == null || !reached.contains(t)) {
      return;
    }
    List<Tensor> wanted = collected.get(t);
    if (wanted != null) {
      wanted.add(gradient);
    } else {
      gradients.merge(t, gradient, Tensor::add);
    }
  }

  private void visit(Node n) {
    if (n.op == null || n.outputs.stream().noneMatch(gradients::containsKey)) {
      return;
    }
    List<Tensor> g = new ArrayList<>();
    n.outputs.forEach(o -> g.add(gradients.get(o)));
    again.of(n);
    Call call = new Call(n.op, n.attrs, again.tensors(n.inputs), again.tensors(n.outputs));
    trace.backwardOf(
        n.place,
        () -> {
          List<Tensor> in =
              n.op.vjp() != null ? n.op.vjp().apply(call, g) : Fallback.gradients(call, g);
          for (int i = 0; i < in.size(); i++) {
            add(n.inputs.get(i), in.get(i));
          }
        });
  }
}
