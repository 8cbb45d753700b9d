package dev.hydrant.trainer.torch;

import static dev.hydrant.trainer.torch.Grads.unary;

import java.util.List;

/** The table of activations of an MLP that are more than one function of one number. */
final class GateOps {
  private GateOps() {}

  static final Op SWIGLU_BACKWARD =
      Op.of(
              "swiglu_backward",
              "self.swiglu_backward(%0, %1, %2)",
              (in, a) -> List.of(in.get(1), in.get(2)))
          .kernel("gates");

  /** a, b of one type: silu(a)·b. */
  static final Op SWIGLU =
      Op.one(
              "swiglu",
              "self.swiglu(%0, %1)",
              (in, a) -> {
                Rules.check(in.get(0).equals(in.get(1)), "both halves must have one type");
                return Rules.floating(in, a);
              })
          .kernel("gates")
          .eager("self.swiglu_reference(%0, %1)")
          .vjp((c, g) -> Dispatch.all(SWIGLU_BACKWARD, Attrs.of(), g.get(0), c.in(0), c.in(1)));

  static final Op RELU_SQUARED_BACKWARD =
      Op.one("relu_squared_backward", "self.relu_squared_backward(%0, %1)", Rules::same)
          .kernel("gates");
  static final Op RELU_SQUARED =
      Op.one("relu_squared", "self.relu_squared(%0)", Rules::floating)
          .kernel("gates")
          .eager("self.relu_squared_reference(%0)")
          .vjp(unary((c, g) -> Dispatch.call(RELU_SQUARED_BACKWARD, Attrs.of(), g, c.in(0))));

  /** The activation that a product or square amounts to, or null: models need not name it. */
  static Tensor recognise(Op op, List<TraceTensor> in) {
    if (op == PointwiseOps.SQUARE && in.get(0).node().op == PointwiseOps.RELU) {
      return Dispatch.call(RELU_SQUARED, Attrs.of(), in.get(0).node().inputs.get(0));
    }
    if (op != PointwiseOps.MUL || !in.get(0).type().equals(in.get(1).type())) {
      return null;
    }
    for (int i = 0; i < 2; i++) {
      if (in.get(i).node().op == PointwiseOps.SILU) {
        return Dispatch.call(SWIGLU, Attrs.of(), in.get(i).node().inputs.get(0), in.get(1 - i));
      }
    }
    return null;
  }
}
