package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Product;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The matrix products of a training step and nothing else, in their order and with their memory
 * layouts: the floor of the step's time. Operands and results of one shape share memory. They run
 * by the routines the step uses, and for comparison by PyTorch's own alone.
 */
final class MatrixProducts {
  private final ScriptFunction script;
  private final List<Tensor> buffers = new ArrayList<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final EagerTorch torch;

  MatrixProducts(EagerTorch torch, List<Product> products) {
    this.torch = torch;
    StringBuilder body = new StringBuilder();
    for (boolean plain : new boolean[] {false, true}) {
      body.append("  def ").append(plain ? "plain" : "chosen");
      body.append("(self, x: List[Tensor]) -> float:\n    sum = 0.\n");
      products.forEach(p -> body.append(line(p, plain)));
      body.append("    return sum\n");
    }
    script = new ScriptFunction(torch, body.toString());
  }

  private String line(Product p, boolean plain) {
    String a =
        operand(
            "a", p.batch(), p.leftTransposed() ? p.k() : p.m(), p.leftTransposed() ? p.m() : p.k());
    String b =
        operand(
            "b",
            p.batch(),
            p.rightTransposed() ? p.n() : p.k(),
            p.rightTransposed() ? p.k() : p.n());
    if (!plain && p.batch() == 1 && !p.leftTransposed()) {
      // One element is read, or the product would be left out as unused.
      return "    sum = sum + float(self.%s(%s, %s%s)[0, 0])\n"
          .formatted(
              p.rightTransposed() ? "linear" : "product",
              a,
              b,
              p.rightTransposed() ? ", None" : "");
    }
    String out = operand("c", p.batch(), p.m(), p.n());
    return "    torch.%s(%s, %s, out=%s)\n"
        .formatted(
            p.batch() > 1 ? "bmm" : "mm",
            p.leftTransposed() ? "torch.transpose(" + a + ", -2, -1)" : a,
            p.rightTransposed() ? "torch.transpose(" + b + ", -2, -1)" : b,
            out);
  }

  private String operand(String role, long batch, long rows, long columns) {
    long[] shape = batch > 1 ? new long[] {batch, rows, columns} : new long[] {rows, columns};
    int at =
        places.computeIfAbsent(
            role + Arrays.toString(shape),
            k -> {
              buffers.add(torch.zeros(shape));
              return buffers.size() - 1;
            });
    return "x[" + at + "]";
  }

  /** Runs all products once, as the step does; returns milliseconds. */
  double run() {
    return millis("chosen");
  }

  /** Runs all products once by PyTorch's own routine; returns milliseconds. */
  double runPlain() {
    return millis("plain");
  }

  private double millis(String method) {
    long t = System.nanoTime();
    script.number(method, buffers);
    return (System.nanoTime() - t) / 1e6;
  }
}
