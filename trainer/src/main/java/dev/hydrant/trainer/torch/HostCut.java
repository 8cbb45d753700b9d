package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.List;

/**
 * A place where a recorded program hands over to Java. The program is split there: the part before
 * returns the arguments and all values that are read later, the part behind finds the result and
 * those values behind its own inputs.
 *
 * @param method the script method of the part before
 * @param op carries the function
 * @param arguments types of what the function reads
 * @param result type of what it returns
 * @param handedOn types of the values that are only passed on
 */
record HostCut(
    String method,
    Op op,
    List<TensorType> arguments,
    TensorType result,
    List<TensorType> handedOn) {

  /** The types of all that the part before returns. */
  List<TensorType> returned() {
    List<TensorType> all = new ArrayList<>(arguments);
    all.addAll(handedOn);
    return all;
  }

  /** What the part behind gets besides the program's inputs: the result, then what is passed on. */
  List<Tensor> handOver(EagerTorch torch, List<Tensor> returned) {
    int n = arguments.size();
    Tensor value = compute(torch, op, result, returned.subList(0, n));
    // The program may overwrite the result; the function may have kept it or returned an input.
    Tensor own = torch.full(result.dtype(), 0, result.shape());
    torch.copy(value, own);
    List<Tensor> out = new ArrayList<>(List.of(own));
    out.addAll(returned.subList(n, returned.size()));
    return out;
  }

  /** Calls a function of Java and looks at what it returns. */
  static Tensor compute(EagerTorch torch, Op op, TensorType expected, List<Tensor> in) {
    Tensor value =
        torch.noGrad(
            () -> {
              List<Tensor> plain = in.stream().map(Tensor::detach).toList();
              return op.host().apply(torch, plain).detach();
            });
    if (!value.type().equals(expected)) {
      throw new IllegalArgumentException(
          "%s was to return %s, and returned %s".formatted(op.name(), expected, value.type()));
    }
    return value;
  }
}
