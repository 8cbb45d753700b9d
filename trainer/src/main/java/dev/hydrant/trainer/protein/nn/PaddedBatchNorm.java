package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167) of the last dimension over all
 * positions but padding, so that a protein is the same however far its row is padded.
 */
public final class PaddedBatchNorm extends Module {
  private static final double EPS = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Parameter weight;
  private final Parameter bias;
  private final Parameter mean;
  private final Parameter variance;

  /**
   * @param scale the weights' first value
   */
  public PaddedBatchNorm(long features, double scale) {
    weight = parameter("weight", Init.constant(scale), features);
    bias = parameter("bias", Init.zeros(), features);
    mean = buffer("running_mean", Init.zeros(), features);
    variance = buffer("running_var", Init.ones(), features);
  }

  /** x {@code [B, L, C]} → {@code [B, L, C]}; padding gets values without a meaning. */
  public Tensor forward(Tensor x, Pass pass) {
    if (pass.updates() == null) {
      return normalise(x, mean, variance);
    }
    long c = x.size(-1);
    Tensor rows = x.view(-1, c);
    Tensor there =
        pass.present() == null
            ? x.torch().full(x.dtype(), 1, rows.size(0), 1)
            : pass.present().to(x.dtype()).view(-1, 1);
    Tensor n = there.sum();
    Tensor m = rows.mul(there).sum(0).div(n);
    Tensor v = rows.sub(m).square().mul(there).sum(0).div(n);
    pass.updates().put(mean, move(mean, m));
    pass.updates().put(variance, move(variance, v.mul(n.div(n.sub(1).clampMin(1)))));
    return normalise(x, m, v);
  }

  private static Tensor move(Tensor running, Tensor batch) {
    return running.mul(1 - MOMENTUM).add(batch.detach().mul(MOMENTUM));
  }

  private Tensor normalise(Tensor x, Tensor m, Tensor v) {
    Tensor scale = weight.mul(v.add(EPS).rsqrt());
    return x.mul(scale).add(bias.sub(m.mul(scale)));
  }
}
