package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/** How points of a set look at each other; projections around it are the block's. */
interface PointAttention {
  /**
   * Attends in heads.
   *
   * @param q {@code [B, h, N, D/h]}, as k and v
   * @param mask {@code [B, 1, 1, N]}, 1 for a point and 0 for padding; or null
   * @param repetition of the layer, from 0
   * @param drop what becomes of attention weights, for dropout
   */
  Tensor attend(
      Tensor q, Tensor k, Tensor v, Tensor mask, int repetition, UnaryOperator<Tensor> drop);
}
