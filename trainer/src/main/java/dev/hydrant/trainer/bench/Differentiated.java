package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Program;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorList;
import dev.hydrant.trainer.torch.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A function of tensors together with its gradients by all inputs that are real numbers, in the
 * ways to compute both.
 */
final class Differentiated {
  private final EagerTorch torch;
  private final List<Tensor> inputs;
  private final Tensor gradient;

  /**
   * @param gradient of the result, in its shape
   */
  Differentiated(EagerTorch torch, List<Tensor> inputs, Tensor gradient) {
    this.torch = torch;
    this.inputs = inputs;
    this.gradient = gradient;
  }

  /** Recorded, with the gradient rules of the operators used. */
  Runnable recorded(Function<List<Tensor>, Tensor> f) {
    Trace trace = new Trace(torch);
    List<Tensor> in = new ArrayList<>(inputs.stream().map(t -> trace.input(t.type())).toList());
    Tensor g = trace.input(gradient.type());
    Tensor y = f.apply(in);
    List<Tensor> wrt = in.stream().filter(t -> t.dtype().isFloating()).toList();
    Program program = trace.program().output(y).gradients(y.mul(g).sum(), wrt).compile(torch);
    List<Tensor> arguments = new ArrayList<>(inputs);
    arguments.add(gradient);
    TensorList none = new TensorList(List.of());
    return () -> program.run(arguments, none, none, 0);
  }

  /**
   * As PyTorch computes it.
   *
   * @param expression in TorchScript, of inputs {@code x0, x1, …}
   */
  Runnable autograd(String expression) {
    StringBuilder s = new StringBuilder("  def f(self, x: List[Tensor], g: Tensor) -> float:\n");
    s.append("    torch.set_grad_enabled(True)\n");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      boolean real = inputs.get(i).dtype().isFloating();
      s.append("    x").append(i).append(" = ");
      s.append(
          real
              ? "torch.requires_grad_(torch.detach(x[%d]), True)".formatted(i)
              : "x[%d]".formatted(i));
      s.append('\n');
      if (real) {
        names.add("x" + i);
      }
    }
    s.append("    y = ").append(expression).append('\n');
    s.append("    gs = torch.autograd.grad([y], [").append(String.join(", ", names));
    s.append("], annotate(List[Optional[Tensor]], [g]), None, False, True)\n");
    s.append("    torch.set_grad_enabled(False)\n    return float(len(gs))\n");
    ScriptFunction f = new ScriptFunction(torch, s.toString());
    return () -> f.number("f", inputs, gradient);
  }

  /** The number of elements of all inputs that are real numbers. */
  long elements() {
    return inputs.stream().filter(t -> t.dtype().isFloating()).mapToLong(Tensor::numel).sum();
  }

  String size() {
    return inputs.stream()
        .filter(t -> t.dtype().isFloating())
        .map(
            t ->
                IntStream.range(0, t.rank())
                    .mapToObj(i -> String.valueOf(t.size(i)))
                    .collect(Collectors.joining(" x ")))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
