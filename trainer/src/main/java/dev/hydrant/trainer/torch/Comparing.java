package dev.hydrant.trainer.torch;

/** Comparisons and logic on each element, results BOOL; part of {@link Tensor}. */
interface Comparing {

  private Tensor on(Op op, Object... attrs) {
    return Dispatch.call(op, Attrs.of(attrs), (Tensor) this);
  }

  private Tensor with(Op op, Tensor other) {
    return Dispatch.call(op, Attrs.of(), (Tensor) this, other);
  }

  /** {@code this == other}. */
  default Tensor eq(Tensor other) {
    return with(CompareOps.EQ, other);
  }

  /** {@code this == v}. */
  default Tensor eq(double v) {
    return on(CompareOps.EQ_SCALAR, v);
  }

  /** {@code this != other}. */
  default Tensor ne(Tensor other) {
    return with(CompareOps.NE, other);
  }

  /** {@code this != v}. */
  default Tensor ne(double v) {
    return on(CompareOps.NE_SCALAR, v);
  }

  /** {@code this < other}. */
  default Tensor lt(Tensor other) {
    return with(CompareOps.LT, other);
  }

  /** {@code this < v}. */
  default Tensor lt(double v) {
    return on(CompareOps.LT_SCALAR, v);
  }

  /** {@code this <= other}. */
  default Tensor le(Tensor other) {
    return with(CompareOps.LE, other);
  }

  /** {@code this <= v}. */
  default Tensor le(double v) {
    return on(CompareOps.LE_SCALAR, v);
  }

  /** {@code this > other}. */
  default Tensor gt(Tensor other) {
    return with(CompareOps.GT, other);
  }

  /** {@code this > v}. */
  default Tensor gt(double v) {
    return on(CompareOps.GT_SCALAR, v);
  }

  /** {@code this >= other}. */
  default Tensor ge(Tensor other) {
    return with(CompareOps.GE, other);
  }

  /** {@code this >= v}. */
  default Tensor ge(double v) {
    return on(CompareOps.GE_SCALAR, v);
  }

  default Tensor logicalAnd(Tensor other) {
    return with(CompareOps.AND, other);
  }

  default Tensor logicalOr(Tensor other) {
    return with(CompareOps.OR, other);
  }

  default Tensor logicalXor(Tensor other) {
    return with(CompareOps.XOR, other);
  }

  default Tensor logicalNot() {
    return on(CompareOps.NOT);
  }

  default Tensor isnan() {
    return on(CompareOps.ISNAN);
  }

  default Tensor isfinite() {
    return on(CompareOps.ISFINITE);
  }
}
