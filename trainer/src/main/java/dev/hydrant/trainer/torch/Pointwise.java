package dev.hydrant.trainer.torch;

/** Operators on each element; part of {@link Tensor}. Shapes of two operands broadcast. */
interface Pointwise {

  private Tensor on(Op op, Object... attrs) {
    return Dispatch.call(op, Attrs.of(attrs), (Tensor) this);
  }

  private Tensor with(Op op, Tensor other) {
    return Dispatch.call(op, Attrs.of(), (Tensor) this, other);
  }

  /** A number in the category of this tensor's type: integers stay integers. */
  private Object number(double v) {
    if (((Tensor) this).dtype().isFloating()) {
      return v;
    }
    if (v != Math.rint(v)) {
      throw new IllegalArgumentException(
          "an integer tensor and the number " + v + "; convert first: x.to(DType.FLOAT32)");
    }
    return (long) v;
  }

  /** {@code this + other}. */
  default Tensor add(Tensor other) {
    return with(PointwiseOps.ADD, other);
  }

  /** {@code this + v}. */
  default Tensor add(double v) {
    return v == 0 ? (Tensor) this : on(PointwiseOps.ADD_SCALAR, number(v));
  }

  /** {@code this - other}. */
  default Tensor sub(Tensor other) {
    return with(PointwiseOps.SUB, other);
  }

  /** {@code this - v}. */
  default Tensor sub(double v) {
    return add(-v);
  }

  /** {@code this * other}. */
  default Tensor mul(Tensor other) {
    return with(PointwiseOps.MUL, other);
  }

  /** {@code this * v}. */
  default Tensor mul(double v) {
    return v == 1 ? (Tensor) this : on(PointwiseOps.MUL_SCALAR, number(v));
  }

  /** {@code this / other}, real division. */
  default Tensor div(Tensor other) {
    return with(PointwiseOps.DIV, other);
  }

  /** {@code this / v}, of a floating-point tensor. */
  default Tensor div(double v) {
    return mul(1 / v);
  }

  /** Integer division rounding down. */
  default Tensor floorDivide(double v) {
    return on(PointwiseOps.FLOOR_DIVIDE, number(v));
  }

  /** Remainder with the sign of {@code v}. */
  default Tensor remainder(double v) {
    return on(PointwiseOps.REMAINDER, number(v));
  }

  default Tensor pow(double exponent) {
    return on(PointwiseOps.POW_SCALAR, number(exponent));
  }

  default Tensor pow(Tensor exponent) {
    return with(PointwiseOps.POW, exponent);
  }

  default Tensor neg() {
    return on(PointwiseOps.NEG);
  }

  default Tensor abs() {
    return on(PointwiseOps.ABS);
  }

  /** −1, 0 or 1; no gradient. */
  default Tensor sign() {
    return on(PointwiseOps.SIGN);
  }

  default Tensor exp() {
    return on(PointwiseOps.EXP);
  }

  /** eˣ − 1, exact near zero. */
  default Tensor expm1() {
    return on(PointwiseOps.EXPM1);
  }

  default Tensor log() {
    return on(PointwiseOps.LOG);
  }

  /** ln(1 + x), exact near zero. */
  default Tensor log1p() {
    return on(PointwiseOps.LOG1P);
  }

  default Tensor sqrt() {
    return on(PointwiseOps.SQRT);
  }

  default Tensor rsqrt() {
    return on(PointwiseOps.RSQRT);
  }

  default Tensor reciprocal() {
    return on(PointwiseOps.RECIPROCAL);
  }

  default Tensor square() {
    return on(PointwiseOps.SQUARE);
  }

  default Tensor sin() {
    return on(PointwiseOps.SIN);
  }

  default Tensor cos() {
    return on(PointwiseOps.COS);
  }

  default Tensor tan() {
    return on(PointwiseOps.TAN);
  }

  default Tensor asin() {
    return on(PointwiseOps.ASIN);
  }

  /** The inverse of {@link #tanh()}, for values inside (−1, 1). */
  default Tensor atanh() {
    return on(PointwiseOps.ATANH);
  }

  default Tensor acos() {
    return on(PointwiseOps.ACOS);
  }

  default Tensor atan() {
    return on(PointwiseOps.ATAN);
  }

  /** Angle of the point (x = other, y = this). */
  default Tensor atan2(Tensor other) {
    return with(PointwiseOps.ATAN2, other);
  }

  default Tensor erf() {
    return on(PointwiseOps.ERF);
  }

  default Tensor erfinv() {
    return on(PointwiseOps.ERFINV);
  }

  default Tensor lgamma() {
    return on(PointwiseOps.LGAMMA);
  }

  /** No gradient. */
  default Tensor floor() {
    return on(PointwiseOps.FLOOR);
  }

  /** No gradient. */
  default Tensor ceil() {
    return on(PointwiseOps.CEIL);
  }

  /** To the nearest, halves to even; no gradient. */
  default Tensor round() {
    return on(PointwiseOps.ROUND);
  }

  default Tensor tanh() {
    return on(PointwiseOps.TANH);
  }

  default Tensor sigmoid() {
    return on(PointwiseOps.SIGMOID);
  }

  default Tensor relu() {
    return on(PointwiseOps.RELU);
  }

  /** x · sigmoid(x). */
  default Tensor silu() {
    return on(PointwiseOps.SILU);
  }

  /** {@code silu(this) · up}, the gate of Shazeer 2020 (arXiv 2002.05202); one type for both. */
  default Tensor swiglu(Tensor up) {
    return with(GateOps.SWIGLU, up);
  }

  /** {@code max(x, 0)²} (So et al. 2021, arXiv 2109.08668). */
  default Tensor reluSquared() {
    return on(GateOps.RELU_SQUARED);
  }

  /** {@code x · tanh(ln(1 + eˣ))} (Misra 2019, arXiv 1908.08681). */
  default Tensor mish() {
    return ((Tensor) this).mul(softplus().tanh());
  }

  /** x · Φ(x). */
  default Tensor gelu() {
    return on(PointwiseOps.GELU, "none");
  }

  /** The tanh approximation of {@link #gelu()}, as GPT-2 uses it. */
  default Tensor geluTanh() {
    return on(PointwiseOps.GELU, "tanh");
  }

  /** ln(1 + eˣ). */
  default Tensor softplus() {
    return on(PointwiseOps.SOFTPLUS);
  }

  default Tensor logSigmoid() {
    return on(PointwiseOps.LOG_SIGMOID);
  }

  default Tensor elu() {
    return on(PointwiseOps.ELU);
  }

  default Tensor maximum(Tensor other) {
    return with(PointwiseOps.MAXIMUM, other);
  }

  default Tensor minimum(Tensor other) {
    return with(PointwiseOps.MINIMUM, other);
  }

  /** ln(eᵃ + eᵇ). */
  default Tensor logaddexp(Tensor other) {
    return with(PointwiseOps.LOGADDEXP, other);
  }

  /**
   * The values of {@code forward} with the gradient of this tensor: how what has none, such as
   * rounding, is passed straight through (Bengio et al. 2013, arXiv 1308.3432).
   */
  default Tensor straightThrough(Tensor forward) {
    Tensor self = (Tensor) this;
    return self.add(forward.sub(self).detach());
  }

  /** Limits values to [min, max]. */
  default Tensor clamp(double min, double max) {
    return on(PointwiseOps.CLAMP, number(min), number(max));
  }

  default Tensor clampMin(double min) {
    return on(PointwiseOps.CLAMP, number(min), null);
  }

  default Tensor clampMax(double max) {
    return on(PointwiseOps.CLAMP, null, number(max));
  }

  /** {@code value} where the mask is true, this elsewhere. */
  default Tensor maskedFill(Tensor mask, double value) {
    return Dispatch.call(PointwiseOps.MASKED_FILL, Attrs.of(number(value)), (Tensor) this, mask);
  }

  /** This tensor where the condition is true, {@code other} elsewhere. */
  default Tensor where(Tensor condition, Tensor other) {
    return Dispatch.call(PointwiseOps.WHERE, Attrs.of(), condition, (Tensor) this, other);
  }
}
