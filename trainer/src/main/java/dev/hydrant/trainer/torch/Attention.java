package dev.hydrant.trainer.torch;

/**
 * Chooses how attention is computed: the fused kernel where it applies, plain products elsewhere.
 */
final class Attention {
  /**
   * What is added to scores that are hidden: far enough down to vanish, yet finite. The fused
   * kernel works keys off in tiles, and a first tile with nothing but −∞ makes NaN.
   */
  private static final double HIDDEN = -1e30;

  private Attention() {}

  static Tensor apply(Tensor q, Tensor k, Tensor v, Tensor mask, boolean causal, double scale) {
    if (causal && mask != null) {
      throw new IllegalArgumentException("attention: causal and a mask exclude each other");
    }
    double s = Double.isNaN(scale) ? 1 / Math.sqrt(q.size(-1)) : scale;
    boolean bias = mask != null && mask.dtype().isFloating();
    if (q.rank() == 4 && k.rank() == 4 && q.size(-1) == v.size(-1) && !bias) {
      return Dispatch.call(
          NetOps.ATTENTION,
          Attrs.of(causal, s),
          q,
          k,
          v,
          mask == null ? null : additive(mask, q.dtype()));
    }
    Tensor scores = q.mul(s).matmul(k.t());
    if (bias) {
      scores = scores.add(mask);
    } else if (mask != null) {
      scores = scores.maskedFill(mask.logicalNot(), Double.NEGATIVE_INFINITY);
    } else if (causal) {
      scores =
          scores.maskedFill(
              q.torch().causalMask(q.size(-2)).logicalNot(), Double.NEGATIVE_INFINITY);
    }
    return scores.softmax(-1).matmul(v);
  }

  static Tensor biased(Tensor q, Tensor k, Tensor v, Tensor bias, double scale) {
    return Dispatch.call(NetOps.ATTENTION, Attrs.of(false, scale), q, k, v, bias);
  }

  static Tensor additive(Tensor mask, DType type) {
    Tensor hidden = mask.logicalNot();
    while (hidden.rank() < 4) {
      hidden = hidden.unsqueeze(0);
    }
    return mask.torch().full(type, 0, hidden.shape()).maskedFill(hidden, HIDDEN);
  }
}
