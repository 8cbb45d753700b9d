package dev.hydrant.trainer.torch;

/** Operators on each element. */
final class PointwiseCases extends OperatorCases {
  PointwiseCases(EagerTorch torch) {
    super(torch);
  }

  @Override
  void add() {
    oneOperand();
    twoOperands();
    comparisons();
  }

  private void oneOperand() {
    unary("neg", Tensor::neg, -2, 2);
    unary("abs", Tensor::abs, -2, 2);
    unary("exp", Tensor::exp, -2, 2);
    unary("expm1", Tensor::expm1, -2, 2);
    unary("log", Tensor::log, 0.2, 3);
    unary("log1p", Tensor::log1p, -0.5, 3);
    unary("sqrt", Tensor::sqrt, 0.2, 3);
    unary("rsqrt", Tensor::rsqrt, 0.2, 3);
    unary("reciprocal", Tensor::reciprocal, 0.3, 3);
    unary("square", Tensor::square, -2, 2);
    unary("sin", Tensor::sin, -2, 2);
    unary("cos", Tensor::cos, -2, 2);
    unary("tan", Tensor::tan, -1, 1);
    unary("asin", Tensor::asin, -0.9, 0.9);
    unary("atanh", Tensor::atanh, -0.9, 0.9);
    unary("acos", Tensor::acos, -0.9, 0.9);
    unary("atan", Tensor::atan, -2, 2);
    unary("erf", Tensor::erf, -2, 2);
    unary("erfinv", Tensor::erfinv, -0.9, 0.9);
    unary("lgamma (autograd)", Tensor::lgamma, 0.3, 3);
    unary("tanh", Tensor::tanh, -2, 2);
    unary("sigmoid", Tensor::sigmoid, -3, 3);
    unary("relu", Tensor::relu, -2, 2);
    unary("silu", Tensor::silu, -3, 3);
    unary("gelu", Tensor::gelu, -3, 3);
    unary("gelu tanh", Tensor::geluTanh, -3, 3);
    unary("softplus", Tensor::softplus, -3, 3);
    unary("log sigmoid", Tensor::logSigmoid, -3, 3);
    unary("elu", Tensor::elu, -2, 2);
    unary("mish", Tensor::mish, -2, 2);
    unary("relu squared", Tensor::reluSquared, -2, 2);
    unary("relu, then square", x -> x.relu().square(), -2, 2);
    unary("clamp", x -> x.clamp(-0.7, 0.9), -2, 2);
    unary("clamp min", x -> x.clampMin(0.1), -2, 2);
    unary("clamp max", x -> x.clampMax(0.1), -2, 2);
    unary("add number", x -> x.add(2.5), -2, 2);
    unary("sub number", x -> x.sub(2.5), -2, 2);
    unary("mul number", x -> x.mul(-1.5), -2, 2);
    unary("div number", x -> x.div(4), -2, 2);
    unary("pow number", x -> x.pow(2.5), 0.2, 2);
    unary("pow 0", x -> x.pow(0).add(x), 0.2, 2);
    unary("remainder", x -> x.remainder(0.7), 0.01, 0.65);
    unary("floor (no gradient)", x -> x.floor().add(x), 0.1, 0.9);
    unary("ceil (no gradient)", x -> x.ceil().add(x), 0.1, 0.9);
    unary("round (no gradient)", x -> x.round().mul(x), 0.55, 0.9);
    unary("sign (no gradient)", x -> x.sign().mul(x), 0.1, 0.9);
    unary("to float32 and back", x -> x.mul(0).to(DType.FLOAT32).to(DType.FLOAT64).add(x), -1, 1);
    unary("integer", x -> x.mul(10).to(DType.INT64).to(DType.FLOAT64).mul(x), 0.11, 0.19);
  }

  private void twoOperands() {
    binary("add", Tensor::add);
    binary("sub", Tensor::sub);
    binary("mul", Tensor::mul);
    binary("div", Tensor::div);
    binary("pow", Tensor::pow);
    binary("atan2", Tensor::atan2);
    binary("maximum", Tensor::maximum);
    binary("minimum", Tensor::minimum);
    binary("logaddexp", Tensor::logaddexp);
    binary("where", (a, b) -> a.where(a.gt(b), b));
    binary("masked fill", (a, b) -> a.maskedFill(b.gt(1), -3).add(b));
    check("x·x", in -> in.get(0).mul(in.get(0)).add(in.get(0)), random(-1, 1, 3));
    binary("swiglu", (a, b) -> a.add(b).swiglu(b.sub(a)));
    check(
        "silu, then product",
        in -> in.get(0).mul(in.get(1).silu()).add(in.get(1).silu().mul(in.get(0)).tanh()),
        random(-2, 2, 3, 4),
        random(-2, 2, 3, 4));
    check(
        "halves of swiglu",
        in -> in.get(0).chunk(2, 1).get(0).swiglu(in.get(0).chunk(2, 1).get(1)),
        random(-2, 2, 3, 8));
  }

  private void comparisons() {
    binary("eq", Tensor::eq);
    binary("ne", Tensor::ne);
    binary("lt", Tensor::lt);
    binary("le", Tensor::le);
    binary("gt", Tensor::gt);
    binary("ge", Tensor::ge);
    binary("logical", (a, b) -> a.gt(1).logicalAnd(b.lt(1)).logicalOr(a.eq(b)).logicalXor(b.gt(0)));
    unary("eq number", x -> x.round().eq(1), -1, 2);
    unary("ne number", x -> x.round().ne(1), -1, 2);
    unary("not", x -> x.ge(0).logicalNot(), -1, 1);
    unary("isnan", x -> x.log().isnan(), -1, 1);
    unary("isfinite", x -> x.reciprocal().isfinite(), -1, 1);
  }
}
