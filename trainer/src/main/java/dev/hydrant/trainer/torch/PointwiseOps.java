package dev.hydrant.trainer.torch;

import static dev.hydrant.trainer.torch.Grads.binary;
import static dev.hydrant.trainer.torch.Grads.sumTo;
import static dev.hydrant.trainer.torch.Grads.unary;

import java.util.Arrays;
import java.util.function.BiFunction;

/** The table of operators that work on each element. */
final class PointwiseOps {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private PointwiseOps() {}

  private static Op real(String name, BiFunction<Call, Tensor, Tensor> vjp) {
    return Op.one(name, "torch." + name + "(%0)", Rules::floating)
        .vjp(unary(vjp))
        .inPlace("torch." + name + "_(%0)");
  }

  static final Op NEG =
      Op.one("neg", "torch.neg(%0)", Rules::same)
          .vjp(unary((c, g) -> g.neg()))
          .inPlace("torch.neg_(%0)");
  static final Op ABS =
      Op.one("abs", "torch.abs(%0)", Rules::same).vjp(unary((c, g) -> g.mul(c.in(0).sign())));
  static final Op SIGN = Op.one("sign", "torch.sign(%0)", Rules::same).noGradient();
  static final Op EXP = real("exp", (c, g) -> g.mul(c.out()));
  static final Op EXPM1 = real("expm1", (c, g) -> g.mul(c.out().add(1)));
  static final Op LOG = real("log", (c, g) -> g.div(c.in(0)));
  static final Op LOG1P = real("log1p", (c, g) -> g.div(c.in(0).add(1)));
  static final Op SQRT = real("sqrt", (c, g) -> g.div(c.out().mul(2)));
  static final Op RSQRT = real("rsqrt", (c, g) -> g.mul(c.out().pow(3).mul(-0.5)));
  static final Op RECIPROCAL = real("reciprocal", (c, g) -> g.mul(c.out().square().neg()));
  static final Op SIN = real("sin", (c, g) -> g.mul(c.in(0).cos()));
  static final Op COS = real("cos", (c, g) -> g.mul(c.in(0).sin().neg()));
  static final Op ACOS = real("acos", (c, g) -> g.mul(c.in(0).square().neg().add(1).rsqrt().neg()));
  static final Op ASIN = real("asin", (c, g) -> g.mul(c.in(0).square().neg().add(1).rsqrt()));
  static final Op TAN = real("tan", (c, g) -> g.mul(c.out().square().add(1)));
  static final Op ATANH = real("atanh", (c, g) -> g.div(c.in(0).square().neg().add(1)));
  static final Op ATAN = real("atan", (c, g) -> g.div(c.in(0).square().add(1)));
  static final Op ERF =
      real("erf", (c, g) -> g.mul(c.in(0).square().neg().exp().mul(TWO_OVER_SQRT_PI)));
  static final Op ERFINV =
      real("erfinv", (c, g) -> g.mul(c.out().square().exp().mul(1 / TWO_OVER_SQRT_PI)));
  static final Op LGAMMA = real("lgamma", null).vjp(null);
  static final Op SQUARE =
      Op.one("square", "torch.square(%0)", Rules::same).vjp(unary((c, g) -> g.mul(c.in(0)).mul(2)));
  static final Op FLOOR = Op.one("floor", "torch.floor(%0)", Rules::same).noGradient();
  static final Op CEIL = Op.one("ceil", "torch.ceil(%0)", Rules::same).noGradient();
  static final Op ROUND = Op.one("round", "torch.round(%0)", Rules::same).noGradient();

  // Activations whose gradient is a PyTorch operator of its own.
  static final Op TANH_BACKWARD = fusedBackward("tanh_backward", "torch.tanh_backward(%0, %1)");
  static final Op TANH =
      real("tanh", (c, g) -> Dispatch.call(TANH_BACKWARD, Attrs.of(), g, c.out()));
  static final Op SIGMOID_BACKWARD =
      fusedBackward("sigmoid_backward", "torch.sigmoid_backward(%0, %1)");
  static final Op SIGMOID =
      real("sigmoid", (c, g) -> Dispatch.call(SIGMOID_BACKWARD, Attrs.of(), g, c.out()));
  static final Op THRESHOLD_BACKWARD =
      fusedBackward("threshold_backward", "torch.threshold_backward(%0, %1, 0)");
  static final Op RELU =
      real("relu", (c, g) -> Dispatch.call(THRESHOLD_BACKWARD, Attrs.of(), g, c.out()));
  static final Op SILU_BACKWARD = fusedBackward("silu_backward", "torch.silu_backward(%0, %1)");
  static final Op SILU =
      real("silu", (c, g) -> Dispatch.call(SILU_BACKWARD, Attrs.of(), g, c.in(0)));
  static final Op GELU_BACKWARD =
      fusedBackward("gelu_backward", "torch.gelu_backward(%0, %1, approximate=$0)");
  static final Op GELU =
      Op.one("gelu", "torch.gelu(%0, approximate=$0)", Rules::floating)
          .vjp(unary((c, g) -> Dispatch.call(GELU_BACKWARD, c.attrs(), g, c.in(0))));
  static final Op SOFTPLUS_BACKWARD =
      fusedBackward("softplus_backward", "torch.softplus_backward(%0, %1, 1, 20)");
  static final Op SOFTPLUS =
      Op.one("softplus", "torch.softplus(%0)", Rules::floating)
          .vjp(unary((c, g) -> Dispatch.call(SOFTPLUS_BACKWARD, Attrs.of(), g, c.in(0))));
  static final Op LOG_SIGMOID =
      Op.one("log_sigmoid", "torch.log_sigmoid(%0)", Rules::floating)
          .vjp(unary((c, g) -> g.mul(c.in(0).neg().sigmoid())));
  static final Op ELU =
      Op.one("elu", "torch.elu(%0)", Rules::floating)
          .vjp(unary((c, g) -> g.mul(c.out().clampMax(0).add(1))));

  /** The gradient of the result may be overwritten by that of the input. */
  private static Op fusedBackward(String name, String script) {
    return Op.one(name, script, Rules::floating)
        .inPlace(script.substring(0, script.length() - 1) + ", grad_input=%0)");
  }

  // Two operands.
  static final Op ADD =
      Op.one("add", "torch.add(%0, %1)", Rules::broadcast)
          .vjp(binary((c, g) -> g, (c, g) -> g))
          .inPlace("torch.add_(%0, %1)");
  static final Op SUB =
      Op.one("sub", "torch.sub(%0, %1)", Rules::broadcast)
          .vjp(binary((c, g) -> g, (c, g) -> g.neg()))
          .inPlace("torch.sub_(%0, %1)");
  static final Op MUL =
      Op.one("mul", "torch.mul(%0, %1)", Rules::broadcast)
          .vjp(binary((c, g) -> g.mul(c.in(1)), (c, g) -> g.mul(c.in(0))))
          .inPlace("torch.mul_(%0, %1)");
  static final Op DIV =
      Op.one("div", "torch.div(%0, %1)", Rules::broadcast)
          .vjp(binary((c, g) -> g.div(c.in(1)), (c, g) -> g.mul(c.out()).div(c.in(1)).neg()))
          .inPlace("torch.div_(%0, %1)");
  static final Op POW =
      Op.one("pow", "torch.pow(%0, %1)", Rules::broadcast)
          .vjp(
              binary(
                  (c, g) -> g.mul(c.in(1)).mul(c.in(0).pow(c.in(1).sub(1))),
                  (c, g) -> g.mul(c.out()).mul(c.in(0).log())));
  static final Op ATAN2 =
      Op.one("atan2", "torch.atan2(%0, %1)", Rules::broadcast)
          .vjp(
              binary(
                  (c, g) -> g.mul(c.in(1)).div(c.in(0).square().add(c.in(1).square())),
                  (c, g) -> g.mul(c.in(0)).div(c.in(0).square().add(c.in(1).square())).neg()));
  static final Op MAXIMUM = extremum("maximum", 1);
  static final Op MINIMUM = extremum("minimum", -1);
  static final Op LOGADDEXP =
      Op.one("logaddexp", "torch.logaddexp(%0, %1)", Rules::broadcast)
          .vjp(
              binary(
                  (c, g) -> g.mul(c.in(0).sub(c.out()).exp()),
                  (c, g) -> g.mul(c.in(1).sub(c.out()).exp())));

  /** Ties share the gradient equally, as in PyTorch. */
  private static Op extremum(String name, int sign) {
    return Op.one(name, "torch." + name + "(%0, %1)", Rules::broadcast)
        .vjp(
            binary(
                (c, g) -> g.mul(share(c.in(0), c.in(1), sign, g)),
                (c, g) -> g.mul(share(c.in(1), c.in(0), sign, g))));
  }

  private static Tensor share(Tensor a, Tensor b, int sign, Tensor g) {
    Tensor wins = (sign > 0 ? a.gt(b) : a.lt(b)).to(g.dtype());
    return wins.add(a.eq(b).to(g.dtype()).mul(0.5));
  }

  // A number as second operand.
  static final Op ADD_SCALAR =
      Op.one("add_scalar", "torch.add(%0, $0)", Rules::same)
          .vjp(unary((c, g) -> g))
          .inPlace("torch.add_(%0, $0)");
  static final Op MUL_SCALAR =
      Op.one("mul_scalar", "torch.mul(%0, $0)", Rules::same)
          .vjp(unary((c, g) -> g.mul(c.attrs().number(0))))
          .inPlace("torch.mul_(%0, $0)");
  static final Op POW_SCALAR =
      Op.one("pow_scalar", "torch.pow(%0, $0)", Rules::same)
          .vjp(
              unary(
                  (c, g) -> {
                    double p = c.attrs().number(0);
                    return p == 0 ? g.mul(0) : g.mul(c.in(0).pow(p - 1)).mul(p);
                  }));
  static final Op REMAINDER =
      Op.one("remainder", "torch.remainder(%0, $0)", Rules::same).vjp(unary((c, g) -> g));
  static final Op FLOOR_DIVIDE =
      Op.one("floor_divide", "torch.floor_divide(%0, $0)", Rules::same).noGradient();
  static final Op CLAMP =
      Op.one("clamp", "torch.clamp(%0, $0, $1)", Rules::same)
          .vjp(
              unary(
                  (c, g) -> {
                    Tensor x = c.in(0);
                    if (c.attrs().get(0) != null) {
                      g = g.mul(x.ge(c.attrs().number(0)).to(g.dtype()));
                    }
                    if (c.attrs().get(1) != null) {
                      g = g.mul(x.le(c.attrs().number(1)).to(g.dtype()));
                    }
                    return g;
                  }));

  // Selection by a mask.
  static final Op WHERE =
      Op.one(
              "where",
              "torch.where(%0, %1, %2)",
              (in, a) ->
                  new TensorType(
                      Rules.promote(in.get(1), in.get(2)),
                      Shapes.broadcast(
                          in.get(0).shape(),
                          Shapes.broadcast(in.get(1).shape(), in.get(2).shape()))))
          .vjp(
              (c, g) -> {
                Tensor mask = c.in(0);
                return Arrays.asList(
                    null,
                    sumTo(g.get(0).maskedFill(mask.logicalNot(), 0), c.in(1)),
                    sumTo(g.get(0).maskedFill(mask, 0), c.in(2)));
              });
  static final Op MASKED_FILL =
      Op.one(
              "masked_fill",
              "torch.masked_fill(%0, %1, $0)",
              (in, a) ->
                  in.get(0).withShape(Shapes.broadcast(in.get(0).shape(), in.get(1).shape())))
          .vjp((c, g) -> Arrays.asList(sumTo(g.get(0).maskedFill(c.in(1), 0), c.in(0)), null));
}
