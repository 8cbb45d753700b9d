package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.List;

/**
 * A matrix product that a recorded program computes: {@code [m, k] × [k, n]}, a number of times.
 *
 * @param batch how many independent products of this shape one call computes
 * @param leftTransposed whether the left matrix lies in memory as {@code [k, m]}
 * @param rightTransposed whether the right matrix lies in memory as {@code [n, k]}
 */
public record Product(
    long batch, long m, long k, long n, boolean leftTransposed, boolean rightTransposed) {

  /** Floating-point operations; a multiply-add counts as two. */
  public double flops() {
    return 2.0 * batch * m * k * n;
  }

  /** The products of a program in their order; attention and convolutions are not among them. */
  static List<Product> of(Plan plan) {
    List<Product> out = new ArrayList<>();
    plan.live().forEach(n -> add(out, n, plan));
    return List.copyOf(out);
  }

  /** The products of one use of an operator. */
  static List<Product> of(Node n, Plan plan) {
    List<Product> out = new ArrayList<>();
    add(out, n, plan);
    return out;
  }

  private static void add(List<Product> out, Node n, Plan plan) {
    if (n.op == ProductOps.LINEAR) {
      long k = n.inputs.get(1).size(1);
      long m = n.inputs.get(0).numel() / k;
      out.add(new Product(1, m, k, n.inputs.get(1).size(0), false, true));
    } else if (n.op == ProductOps.MM || n.op == ProductOps.MATMUL) {
      TraceTensor a = n.inputs.get(0);
      TraceTensor b = n.inputs.get(1);
      long m = a.size(-2);
      long c = b.size(-1);
      long batch = n.outputs.get(0).numel() / (m * c);
      out.add(new Product(batch, m, a.size(-1), c, isTransposed(a), isTransposed(b)));
    } else if (n.op == NetOps.LINEAR_CROSS_ENTROPY) {
      head(out, n, n.outputs.stream().skip(1).noneMatch(plan::isUsed));
    } else if (n.op == RowOps.LINEAR_ROWS || n.op == RowOps.LINEAR_ROWS_BACKWARD) {
      long rows = Math.round(n.inputs.get(0).size(0) * n.attrs.number(RowOps.SHARE));
      chunks(out, n, rows, n.attrs.longAt(1), n.attrs.longAt(0), n.op == RowOps.LINEAR_ROWS);
    } else if (n.op == GroupOps.GROUPED_LINEAR) {
      TraceTensor w = n.inputs.get(1);
      out.add(new Product(1, n.inputs.get(0).size(0), w.size(2), w.size(1), false, true));
    } else if (n.op == GroupOps.GROUPED_LINEAR_WEIGHT) {
      TraceTensor g = n.inputs.get(0);
      out.add(new Product(1, g.size(1), g.size(0), n.inputs.get(1).size(1), true, false));
    }
  }

  private static boolean isTransposed(TraceTensor t) {
    return t.node().op == ShapeOps.TRANSPOSE;
  }

  private static void head(List<Product> out, Node n, boolean forward) {
    long rows = n.inputs.get(0).size(0);
    chunks(out, n, rows, n.attrs.longAt(0), n.inputs.get(1).size(0), forward);
  }

  /** A large product by chunks of rows, and unless it is the forward pass alone its gradients. */
  private static void chunks(
      List<Product> out, Node n, long rows, long chunk, long columns, boolean forward) {
    long d = n.inputs.get(0).size(1);
    for (long i = 0; i < rows; i += chunk) {
      long m = Math.min(chunk, rows - i);
      out.add(new Product(1, m, d, columns, false, true));
      if (!forward) {
        out.add(new Product(1, m, columns, d, false, false));
        out.add(new Product(1, columns, m, d, true, false));
      }
    }
  }
}
