package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;

/**
 * An MLP of the two ends of edges. Its first layer is applied to the ends apart, once for each
 * residue, and added up for each edge.
 */
final class EdgeMlp extends Module {
  private final Linear first;
  private final Linear second;

  EdgeMlp(long dim, long hidden, long out) {
    first = part("0", new Linear(2 * dim, hidden, true));
    second = part("2", new Linear(hidden, out, true));
  }

  /**
   * What residues contribute.
   *
   * @param from as first ends, with the bias, {@code [B, L, hidden]}
   * @param to as second ends, {@code [B, L, hidden]}
   */
  record Ends(Tensor from, Tensor to) {}

  /** x {@code [B, L, D]}. */
  Ends ends(Tensor x) {
    long d = x.size(-1);
    return new Ends(
        x.linear(first.weight.slice(1, 0, d), first.bias),
        x.linear(first.weight.slice(1, d, 2 * d)));
  }

  /** Of edges whose ends contribute so much: {@code [..., hidden]} → {@code [..., out]}. */
  Tensor of(Tensor from, Tensor to) {
    return second.forward(hidden(from, to));
  }

  /** Its hidden values there, {@code [..., hidden]}. */
  Tensor hidden(Tensor from, Tensor to) {
    return from.add(to).gelu();
  }

  /** Its last layer. */
  Linear second() {
    return second;
  }
}
