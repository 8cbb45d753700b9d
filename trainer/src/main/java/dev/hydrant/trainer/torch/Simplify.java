package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;

/** Rewrites calls whose result is already known: arithmetic with constant tensors, empty views. */
final class Simplify {
  private Simplify() {}

  /** The simpler result, or null if the call has to be recorded. */
  static Tensor apply(Trace trace, Op op, Attrs attrs, List<TraceTensor> in) {
    if (in.isEmpty() || in.get(0) == null) {
      return null;
    }
    TraceTensor x = in.get(0);
    Double c = constant(x);
    if (c != null) {
      if (op == ShapeOps.VIEW || op == ShapeOps.EXPAND) {
        TensorType t = op.infer(List.of(x.type()), attrs).get(0);
        return trace.full(t.dtype(), c, t.shape());
      } else if (op == PointwiseOps.MUL_SCALAR) {
        return trace.full(x.dtype(), c * attrs.number(0), x.shape());
      }
    }
    if (op == PointwiseOps.MUL) {
      TraceTensor y = in.get(1);
      Tensor r = scale(x, y);
      r = r != null ? r : scale(y, x);
      return r != null ? r : GateOps.recognise(op, in);
    }
    return GateOps.recognise(op, in);
  }

  private static Tensor scale(TraceTensor x, TraceTensor factor) {
    Double c = constant(factor);
    if (c == null
        || !x.dtype().isFloating()
        || factor.dtype() != x.dtype()
        || !Arrays.equals(
            Shapes.broadcast(x.type().shape(), factor.type().shape()), x.type().shape())) {
      return null;
    }
    return x.mul(c);
  }

  /** The single value of a tensor made by {@code full}, or null. */
  static Double constant(TraceTensor t) {
    return t.node().op == FactoryOps.FULL && t.dtype().isFloating()
        ? t.node().attrs.number(1)
        : null;
  }
}
