package dev.hydrant.trainer.torch;

import java.util.List;

/** Reductions, scans, ordering and softmax; part of {@link Tensor}. */
interface Reducing {

  /** Values with their positions along the dimension they were taken from. */
  record Indexed(Tensor values, Tensor indices) {}

  private Tensor on(Op op, Object... attrs) {
    return Dispatch.call(op, Attrs.of(attrs), (Tensor) this);
  }

  private int at(int dim) {
    return Shapes.dim(dim, ((Tensor) this).rank());
  }

  private long[] all() {
    return new long[0];
  }

  /** Sum of all elements, shape {@code []}. */
  default Tensor sum() {
    return on(ReduceOps.SUM, all(), false);
  }

  /** Sum along one dimension, which disappears. */
  default Tensor sum(int dim) {
    return sum(dim, false);
  }

  default Tensor sum(int dim, boolean keepDim) {
    return on(ReduceOps.SUM, new long[] {at(dim)}, keepDim);
  }

  /** Mean of all elements, shape {@code []}. */
  default Tensor mean() {
    return on(ReduceOps.MEAN, all(), false);
  }

  default Tensor mean(int dim) {
    return mean(dim, false);
  }

  default Tensor mean(int dim, boolean keepDim) {
    return on(ReduceOps.MEAN, new long[] {at(dim)}, keepDim);
  }

  /**
   * Variance along a dimension; {@code correction} 1 is the unbiased estimate, 0 the mean square.
   */
  default Tensor var(int dim, int correction, boolean keepDim) {
    Tensor self = (Tensor) this;
    Tensor centred = self.sub(mean(dim, true));
    return centred.square().sum(dim, keepDim).div(self.size(dim) - correction);
  }

  default Tensor amax(int dim) {
    return amax(dim, false);
  }

  default Tensor amax(int dim, boolean keepDim) {
    return on(ReduceOps.AMAX, new long[] {at(dim)}, keepDim);
  }

  /** Largest element, shape {@code []}. */
  default Tensor amax() {
    return on(ReduceOps.AMAX, all(), false);
  }

  default Tensor amin(int dim) {
    return amin(dim, false);
  }

  default Tensor amin(int dim, boolean keepDim) {
    return on(ReduceOps.AMIN, new long[] {at(dim)}, keepDim);
  }

  default Tensor amin() {
    return on(ReduceOps.AMIN, all(), false);
  }

  /** Position of the largest element, INT64; no gradient. */
  default Tensor argmax(int dim) {
    return on(ReduceOps.ARGMAX, at(dim), false);
  }

  default Tensor argmin(int dim) {
    return on(ReduceOps.ARGMIN, at(dim), false);
  }

  default Tensor any(int dim) {
    return on(ReduceOps.ANY, at(dim), false);
  }

  default Tensor all(int dim) {
    return on(ReduceOps.ALL, at(dim), false);
  }

  default Tensor prod(int dim) {
    return on(ReduceOps.PROD, at(dim), false);
  }

  default Tensor logsumexp(int dim) {
    return logsumexp(dim, false);
  }

  default Tensor logsumexp(int dim, boolean keepDim) {
    return on(ReduceOps.LOGSUMEXP, new long[] {at(dim)}, keepDim);
  }

  /** Euclidean length along a dimension, {@code √(Σx² + eps)}; eps keeps the gradient finite. */
  default Tensor norm(int dim, boolean keepDim, double eps) {
    return ((Tensor) this).square().sum(dim, keepDim).add(eps).sqrt();
  }

  default Tensor cumsum(int dim) {
    return on(ReduceOps.CUMSUM, at(dim));
  }

  default Tensor cumprod(int dim) {
    return on(ReduceOps.CUMPROD, at(dim));
  }

  default Tensor logcumsumexp(int dim) {
    return on(ReduceOps.LOGCUMSUMEXP, at(dim));
  }

  default Tensor softmax(int dim) {
    return on(ReduceOps.SOFTMAX, at(dim));
  }

  default Tensor logSoftmax(int dim) {
    return on(ReduceOps.LOG_SOFTMAX, at(dim));
  }

  /** The k largest elements, in falling order. */
  default Indexed topk(long k, int dim) {
    return indexed(ReduceOps.TOPK, k, at(dim), true);
  }

  /** The k smallest elements, in rising order. */
  default Indexed bottomk(long k, int dim) {
    return indexed(ReduceOps.TOPK, k, at(dim), false);
  }

  /** Stable sort. */
  default Indexed sort(int dim, boolean descending) {
    return indexed(ReduceOps.SORT, at(dim), descending);
  }

  /** The order that sorts, INT64; stable. */
  default Tensor argsort(int dim, boolean descending) {
    return sort(dim, descending).indices();
  }

  private Indexed indexed(Op op, Object... attrs) {
    List<Tensor> out = Dispatch.all(op, Attrs.of(attrs), (Tensor) this);
    return new Indexed(out.get(0), out.get(1));
  }
}
