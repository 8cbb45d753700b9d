package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/**
 * Attention whose cost is linear in the number of points: softmax(q·k), without a scale, by
 * positive random features (Choromanski et al. 2021, arXiv 2009.14794), normalised by softmax. Each
 * repetition of a layer has features of its own.
 */
final class RandomFeatureAttention extends Module implements PointAttention {
  private static final double HIDDEN = -1e30;

  private final Parameter features;
  private final double eps;

  /**
   * @param repetitions of a layer at most
   * @param heads h
   * @param size of a head
   * @param count of features, m
   */
  RandomFeatureAttention(long repetitions, long heads, long size, long count, double eps) {
    this.features = buffer("features", Init.normal(1), repetitions, heads, size, count);
    this.eps = eps;
  }

  @Override
  public Tensor attend(
      Tensor q, Tensor k, Tensor v, Tensor mask, int repetition, UnaryOperator<Tensor> drop) {
    long own = Math.min(repetition, features.shape()[0] - 1);
    Tensor w = features.select(0, own).unsqueeze(0); // [1, h, D/h, m]
    Tensor keys = k.matmul(w).sub(k.square().sum(-1, true).mul(0.5)); // [B, h, N, m]
    if (mask != null) {
      keys = keys.add(mask.sub(1).mul(-HIDDEN).transpose(2, 3));
    }
    long[] shape = keys.shape();
    Tensor alpha =
        drop.apply(keys.flatten(2, 3).softmax(-1)).view(shape[0], shape[1], shape[2], shape[3]);
    Tensor sums = alpha.t().matmul(v); // [B, h, m, D/h]
    Tensor mass = alpha.sum(2).unsqueeze(-1); // [B, h, m, 1]
    Tensor queries = q.matmul(w).softmax(-1); // [B, h, N, m]
    return queries.matmul(sums).div(queries.matmul(mass).add(eps));
  }
}
