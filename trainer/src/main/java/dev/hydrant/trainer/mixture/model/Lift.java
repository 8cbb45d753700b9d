package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.torch.Tensor;

/** The way from points to hidden states, and back. */
interface Lift {
  /** {@code [B, N, d]} to {@code [B, N, D]}. */
  Tensor encode(Tensor points);

  /**
   * Back again.
   *
   * @param hidden {@code [B, N, D]}
   * @param mask {@code [B, N, 1]} or null
   */
  Tensor decode(Tensor hidden, Tensor mask);
}
