package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The policy of mixed precision: matrix products and attention in the low type, sums that lose
 * digits in FLOAT32, everything else as it comes. The same choice as PyTorch's autocast makes.
 * Gradients are computed in the type of the operator they belong to.
 */
final class Autocast {
  private static final Set<Op> LOW =
      Set.of(
          ProductOps.LINEAR,
          ProductOps.MM,
          ProductOps.MATMUL,
          ProductOps.EINSUM,
          GroupOps.GROUPED_LINEAR,
          NetOps.ATTENTION,
          NetOps.CONVOLUTION);
  private static final Set<Op> FULL =
      Set.of(
          PointwiseOps.EXP,
          PointwiseOps.EXPM1,
          PointwiseOps.LOG,
          PointwiseOps.LOG1P,
          PointwiseOps.POW,
          PointwiseOps.POW_SCALAR,
          PointwiseOps.RECIPROCAL,
          PointwiseOps.RSQRT,
          PointwiseOps.SOFTPLUS,
          PointwiseOps.LOG_SIGMOID,
          ReduceOps.SUM,
          ReduceOps.MEAN,
          ReduceOps.PROD,
          ReduceOps.CUMSUM,
          ReduceOps.LOGSUMEXP,
          ReduceOps.SOFTMAX,
          ReduceOps.LOG_SOFTMAX,
          NetOps.LAYER_NORM,
          NetOps.STANDARDIZE,
          NetOps.RMS_NORM,
          NetOps.CROSS_ENTROPY,
          ScanOps.LINEAR_SCAN,
          ScanOps.SELECTIVE_SCAN,
          ProductOps.CDIST);

  private Autocast() {}

  /** The inputs as the policy wants them. */
  static List<Tensor> inputs(Op op, DType low, List<Tensor> in) {
    DType to = LOW.contains(op) ? low : FULL.contains(op) ? DType.FLOAT32 : null;
    if (low == null || to == null) {
      return in;
    }
    List<Tensor> out = new ArrayList<>(in.size());
    for (Tensor t : in) {
      boolean cast = t != null && t.dtype().isFloating() && t.dtype() != DType.FLOAT64;
      out.add(cast ? t.to(to) : t);
    }
    return out;
  }

  /** The constants as the policy wants them: fused losses are told the type of their products. */
  static Attrs attrs(Op op, DType low, Attrs attrs) {
    if (low != null && op == NetOps.LINEAR_CROSS_ENTROPY) {
      return Attrs.of(attrs.get(0), attrs.get(1), attrs.get(2), attrs.get(3), low);
    }
    return low != null && op == RowOps.LINEAR_ROWS
        ? Attrs.of(attrs.get(0), attrs.get(1), low, attrs.get(RowOps.SHARE))
        : attrs;
  }
}
