package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;

/** Sends an operator to the backend of its tensors. */
final class Dispatch {
  private Dispatch() {}

  static Tensor call(Op op, Attrs attrs, Tensor... inputs) {
    return all(op, attrs, inputs).get(0);
  }

  static List<Tensor> all(Op op, Attrs attrs, Tensor... inputs) {
    return torchOf(inputs).apply(op, attrs, Arrays.asList(inputs));
  }

  /** A trace, if any of the tensors belongs to one; otherwise the eager backend. */
  static Torch torchOf(Tensor... inputs) {
    Torch found = null;
    for (Tensor t : inputs) {
      Torch w = t == null ? null : t.torch();
      if (w == null) {
        continue;
      }
      if (found instanceof Trace && w instanceof Trace && w != found) {
        throw new IllegalStateException("An operator mixes tensors of two traces");
      }
      found = found instanceof Trace ? found : w;
    }
    return found;
  }
}
