package dev.hydrant.trainer.torch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors share memory, and when each memory is read for the last time. It decides whether a
 * result may overwrite an operand.
 */
final class Liveness {
  private static final int FOREVER = Integer.MAX_VALUE;

  private final Map<TraceTensor, TraceTensor> base = new HashMap<>();
  private final Map<TraceTensor, Integer> last = new HashMap<>();
  private final Set<TraceTensor> whole = new HashSet<>();
  private final Map<TraceTensor, Integer> uses = new HashMap<>();

  /** Registers a node's outputs; nodes come in order. */
  void define(Node n) {
    for (TraceTensor o : n.outputs) {
      TraceTensor b = n.op != null && n.op.isView() ? base.get(n.inputs.get(0)) : o;
      base.put(o, b);
      last.merge(b, n.op == null ? FOREVER : n.id, Math::max);
      if (b == o || covers(n, o)) {
        whole.add(o);
      }
    }
  }

  /** Whether a view shows every element of its memory once. */
  private boolean covers(Node view, TraceTensor o) {
    TraceTensor from = view.inputs.get(0);
    return whole.contains(from) && o.numel() == from.numel() && view.op != ShapeOps.EXPAND;
  }

  /** Registers a reading of a tensor at a position. */
  void use(TraceTensor t, int at) {
    if (t != null) {
      last.merge(base.get(t), at, Math::max);
      uses.merge(t, 1, Integer::sum);
    }
  }

  /** Registers that a tensor must outlive the program. */
  void keep(TraceTensor t) {
    use(t, FOREVER);
  }

  boolean owns(TraceTensor t) {
    return base.get(t) == t;
  }

  int last(TraceTensor t) {
    return last.get(base.get(t));
  }

  int uses(TraceTensor t) {
    return uses.getOrDefault(t, 0);
  }

  /** Moves the reading of a tensor to a later position. */
  void extend(TraceTensor t, int at) {
    if (t != null) {
      last.merge(base.get(t), at, Math::max);
    }
  }

  /** Whether a tensor fills memory of its own that nobody reads after the position. */
  boolean endsAt(TraceTensor t, int at) {
    return whole.contains(t) && last.get(base.get(t)) == at;
  }

  boolean shareMemory(TraceTensor a, TraceTensor b) {
    return b != null && base.get(a) == base.get(b);
  }

  /** Records that a result was written over an operand. */
  void overwrite(TraceTensor operand, TraceTensor result) {
    TraceTensor from = base.get(operand);
    TraceTensor to = base.get(result);
    last.merge(from, last.get(to), Math::max);
    base.replaceAll((t, b) -> b == to ? from : b);
  }

  /** Applies to all inputs of a list of nodes. */
  void useAll(List<TraceTensor> tensors, int at) {
    tensors.forEach(t -> use(t, at));
  }
}
