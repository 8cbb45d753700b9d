package dev.hydrant.trainer.torch;

/**
 * Floating-point operations of an operator, a multiply-add counting as two: of matrix products,
 * attention, convolutions, recurrences and the losses that contain such. What works number by
 * number, and the decompositions of linear algebra, count nothing.
 *
 * <p>Attention counts every pair of a query and a key, also those that a mask hides. Where the
 * amount depends on values, such as the number of masks in a row, the expected one counts.
 */
final class Arithmetic {
  /** What PyTorch's gradient costs of what has no rule: it once more, and two of its size. */
  private static final int WITH_GRADIENT = 3;

  private Arithmetic() {}

  static long of(Node n, Plan plan) {
    if (n.op == null) {
      return 0;
    } else if (n.op == NetOps.ATTENTION) {
      return attention(n.inputs.get(0), n.inputs.get(1), 2);
    } else if (n.op == NetOps.ATTENTION_BACKWARD) {
      return attention(n.inputs.get(1), n.inputs.get(2), 5);
    } else if (n.op == NetOps.CONVOLUTION) {
      return convolution(n.outputs.get(0), n.inputs.get(1));
    } else if (n.op == NetOps.CONVOLUTION_BACKWARD) {
      return 2 * convolution(n.inputs.get(0), n.inputs.get(2));
    } else if (n.op == ProductOps.EINSUM) {
      return 2 * Einsum.products(n.inputs, (String) n.attrs.get(0));
    } else if (n.op == RowConvOps.CONV_ROWS || n.op == RowConvOps.INPUT) {
      return rowConvolution(n.inputs.get(0), n.inputs.get(1));
    } else if (n.op == RowConvOps.WEIGHT) {
      return rowConvolution(n.inputs.get(1), n.inputs.get(2));
    } else if (n.op == ScanOps.GRU) {
      return gru(n.inputs.get(0), n.outputs.get(0), n.inputs.get(2), n.inputs.get(3));
    } else if (n.op == ScanOps.GRU_BACKWARD) {
      return 2 * gru(n.inputs.get(1), n.inputs.get(5), n.inputs.get(3), n.inputs.get(4));
    } else if (isRecurrence(n.op)) {
      return recurrence(n);
    }
    long rest = withoutRule(n);
    return rest > 0
        ? rest
        : Math.round(Product.of(n, plan).stream().mapToDouble(Product::flops).sum());
  }

  /** So many products of the size of the scores. */
  private static long attention(Tensor q, Tensor k, long products) {
    return 2 * products * q.numel() * k.size(-2);
  }

  /** Each output meets the weights of one output channel. */
  private static long convolution(Tensor out, Tensor w) {
    return 2 * out.numel() * w.numel() / w.size(0);
  }

  /** Each place meets all weights. */
  private static long rowConvolution(Tensor x, Tensor w) {
    return 2 * x.size(0) * x.size(1) * w.numel();
  }

  /** Inputs meet the first weights, states the second. */
  private static long gru(Tensor x, Tensor states, Tensor wIh, Tensor wHh) {
    long batch = x.size(1);
    return 2 * batch * (x.size(0) * wIh.numel() + states.size(0) * wHh.numel());
  }

  private static long withoutRule(Node n) {
    if (is(n.op, NetOps.CONVOLUTION_TRANSPOSED)) {
      return times(n, NetOps.CONVOLUTION_TRANSPOSED, convolution(n.inputs.get(0), n.inputs.get(1)));
    } else if (is(n.op, ProductOps.CDIST)) {
      return times(n, ProductOps.CDIST, 2 * n.inputs.get(0).numel() * n.inputs.get(1).size(-2));
    }
    return 0;
  }

  private static boolean is(Op op, Op one) {
    return op == one || Fallback.isOf(op, one);
  }

  private static long times(Node n, Op one, long flops) {
    return n.op == one ? flops : WITH_GRADIENT * flops;
  }

  private static boolean isRecurrence(Op op) {
    return op == ScanOps.LINEAR_SCAN
        || op == ScanOps.LINEAR_SCAN_BACKWARD
        || op == ScanOps.CAUSAL_CONV
        || op == ScanOps.CAUSAL_CONV_BACKWARD
        || op == ScanOps.SELECTIVE_SCAN
        || op == ScanOps.SELECTIVE_SCAN_BACKWARD;
  }

  private static long recurrence(Node n) {
    Tensor first = n.inputs.get(0);
    if (n.op == ScanOps.LINEAR_SCAN) {
      return 2 * first.numel();
    } else if (n.op == ScanOps.LINEAR_SCAN_BACKWARD) {
      return 3 * first.numel();
    } else if (n.op == ScanOps.CAUSAL_CONV) {
      return 2 * first.numel() * n.inputs.get(1).size(1);
    } else if (n.op == ScanOps.CAUSAL_CONV_BACKWARD) {
      return 4 * first.numel() * n.inputs.get(2).size(1);
    }
    boolean forward = n.op == ScanOps.SELECTIVE_SCAN;
    long states = first.numel() * n.inputs.get(forward ? 2 : 3).size(1);
    // For each state, going token by token: its exponent, its input, a multiply-add, one with C.
    // Backward: the first three again, then products with C, B, the input and the output's
    // gradient,
    // the recurrence of the gradient, and the ways through the exponent to A and the step size.
    long each = forward ? 6 : 19;
    return states * each + first.numel();
  }
}
