package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Product;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The matrix products of a training step and nothing else, in their order and with their memory
 * layouts: the floor of the step's time. Operands and results of one shape share memory.
 */
final class MatrixProducts {
  private final ScriptFunction script;
  private final List<Tensor> buffers = new ArrayList<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final EagerTorch torch;

  MatrixProducts(EagerTorch torch, List<Product> products) {
    this.torch = torch;
    StringBuilder body = new StringBuilder("  def products(self, x: List[Tensor]) -> float:\n");
    products.forEach(p -> body.append(line(p)));
    script = new ScriptFunction(torch, body.append("    return 0.\n").toString());
  }

  private String line(Product p) {
    String a =
        operand(
            "a", p.batch(), p.leftTransposed() ? p.k() : p.m(), p.leftTransposed() ? p.m() : p.k());
    String b =
        operand(
            "b",
            p.batch(),
            p.rightTransposed() ? p.n() : p.k(),
            p.rightTransposed() ? p.k() : p.n());
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
            role + java.util.Arrays.toString(shape),
            k -> {
              buffers.add(torch.zeros(shape));
              return buffers.size() - 1;
            });
    return "x[" + at + "]";
  }

  /** Runs all products once; returns milliseconds. */
  double run() {
    long t = System.nanoTime();
    script.number("products", buffers);
    return (System.nanoTime() - t) / 1e6;
  }
}
