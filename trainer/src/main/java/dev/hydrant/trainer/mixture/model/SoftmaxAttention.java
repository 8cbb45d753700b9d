package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/**
 * Scaled dot-product attention of all points to all points.
 *
 * @param drops whether weights are dropped, which a fused kernel cannot do
 */
record SoftmaxAttention(boolean drops) implements PointAttention {
  @Override
  public Tensor attend(
      Tensor q, Tensor k, Tensor v, Tensor mask, int repetition, UnaryOperator<Tensor> drop) {
    Tensor bias = mask == null ? null : mask.gt(0).attentionBias(q.dtype());
    if (!drops) {
      return bias == null
          ? q.attention(k, v, null, false, Double.NaN)
          : q.biasedAttention(k, v, bias, 1 / Math.sqrt(q.size(-1)));
    }
    Tensor scores = q.mul(1 / Math.sqrt(q.size(-1))).matmul(k.t());
    return drop.apply((bias == null ? scores : scores.add(bias)).softmax(-1)).matmul(v);
  }
}
