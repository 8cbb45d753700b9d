package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.torch.Tensor;

/**
 * A set with mean 0 and a scale of 1: one number for all dimensions, so that shapes stay as they
 * are. The divisor is the number of dimensions of a point, for hidden states too.
 *
 * @param values {@code [B, N, D]}; zeros in the places of padding
 * @param mean {@code [B, 1, D]}
 * @param scale {@code [B, 1, 1]}
 */
record SetScale(Tensor values, Tensor mean, Tensor scale) {
  private static final double EPS = 1e-8;

  /** Keeps the gradient of the root finite where all points coincide. */
  private static final double TINY = 1e-24;

  /**
   * @param z {@code [B, N, D]}
   * @param mask {@code [B, N, 1]}, 1 for a point and 0 for padding; or null
   * @param dim dimensions of a point
   */
  static SetScale of(Tensor z, Tensor mask, long dim) {
    if (mask == null) {
      Tensor mean = z.mean(1, true);
      Tensor centred = z.sub(mean);
      return scaled(centred, mean, centred.square().mean(1, true).sum(2, true), dim);
    }
    Tensor share = mask.div(mask.sum(1, true)); // [B, N, 1]
    Tensor mean = z.mul(share).sum(1, true);
    Tensor centred = z.sub(mean).mul(mask);
    Tensor variance = centred.square().mul(share).sum(1, true).sum(2, true);
    return scaled(centred, mean, variance, dim);
  }

  private static SetScale scaled(Tensor centred, Tensor mean, Tensor variance, long dim) {
    Tensor scale = variance.div(dim).add(TINY).sqrt();
    return new SetScale(centred.div(scale.add(EPS)), mean, scale);
  }

  /** Points of the scaled space {@code [B, N, D]} at the place and in the size of this set. */
  Tensor restore(Tensor y) {
    return y.mul(scale).add(mean);
  }
}
