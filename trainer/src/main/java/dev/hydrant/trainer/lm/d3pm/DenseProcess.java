package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;

/**
 * Noise given by symmetric matrices Q_t over all pairs of K tokens, K small. Symmetric matrices
 * whose rows sum to 1 leave the uniform distribution as it is, in which the process ends.
 */
abstract class DenseProcess extends Module {
  private static final double TINY = 1e-20;

  /**
   * Distributions after steps 1 … t.
   *
   * @param rows {@code [B, T, K]}
   * @param t {@code [B]}, INT64, from 0
   * @return rows · Q_1 ⋯ Q_t
   */
  abstract Tensor after(Tensor rows, Tensor t);

  /**
   * How likely each state before step t led to the present one.
   *
   * @param now {@code [B, T]}
   * @param t {@code [B]}, INT64, from 1
   * @return Q_t[:, now] {@code [B, T, K]}
   */
  abstract Tensor likelihood(Tensor now, Tensor t);

  /** As {@link #likelihood}, of steps from + 1 … to together; now {@code [n]} → {@code [n, K]}. */
  abstract Tensor likelihood(Tensor now, int from, int to);

  /** Draws the states after t steps; states {@code [B, T]}. */
  final Tensor noised(Tensor states, Tensor t, long count) {
    Tensor rows = states.oneHot(count).to(states.torch().floatType());
    return states.torch().random("replace").categorical(after(rows, t).clampMin(TINY).log());
  }

  /**
   * KL(q(x_{t−1} | x_t, x_0) ‖ p(x_{t−1} | x_t)) of each place {@code [B, T]}; at t = 1, where q is
   * certain, that is −ln p(x_0).
   *
   * @param prediction p̃ {@code [B, T, K]}
   */
  final Tensor divergence(Tensor prediction, Tensor states, Tensor noised, Tensor t) {
    Tensor like = likelihood(noised, t);
    Tensor before = t.sub(1);
    Tensor exact = states.oneHot(prediction.size(-1)).to(prediction.dtype());
    Tensor priorQ = after(exact, before);
    Tensor priorP = after(prediction, before);
    Tensor q = like.mul(priorQ);
    Tensor zq = q.sum(-1).clampMin(TINY);
    Tensor zp = like.mul(priorP).sum(-1).clampMin(TINY);
    Tensor ratio = priorQ.clampMin(TINY).log().sub(priorP.clampMin(TINY).log());
    return q.mul(ratio).sum(-1).div(zq).add(zp.log()).sub(zq.log());
  }

  static Tensor pick(Tensor table, Tensor t) {
    return table.indexSelect(0, t.to(DType.INT64));
  }
}
