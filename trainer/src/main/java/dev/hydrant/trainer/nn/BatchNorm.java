package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;

/**
 * Batch normalisation of dimension 1 (Ioffe and Szegedy 2015, arXiv 1502.03167). While training it
 * normalises by the batch and moves its running statistics; otherwise it uses them.
 */
public final class BatchNorm extends Module {
  private static final double EPS = 1e-5;
  private static final double MOMENTUM = 0.1;

  public final Parameter weight;
  public final Parameter bias;
  private final Parameter mean;
  private final Parameter variance;

  public BatchNorm(long features) {
    weight = parameter("weight", Init.ones(), features);
    bias = parameter("bias", Init.zeros(), features);
    mean = buffer("running_mean", Init.zeros(), features);
    variance = buffer("running_var", Init.ones(), features);
  }

  /**
   * x {@code [B, C]}, {@code [B, C, L]} or {@code [B, C, H, W]}.
   *
   * @param updates takes the new running statistics, to be stored when the step ends; null when not
   *     training
   */
  public Tensor forward(Tensor x, Map<Parameter, Tensor> updates) {
    if (updates == null) {
      return normalise(x, mean, variance);
    }
    long c = x.size(1);
    Tensor rows = x.transpose(1, x.rank() - 1).view(-1, c);
    long n = rows.size(0);
    Tensor m = rows.mean(0);
    Tensor v = rows.sub(m).square().mean(0);
    updates.put(mean, move(mean, m));
    updates.put(variance, move(variance, v.mul((double) n / Math.max(1, n - 1))));
    return normalise(x, m, v);
  }

  private static Tensor move(Tensor running, Tensor batch) {
    return running.mul(1 - MOMENTUM).add(batch.detach().mul(MOMENTUM));
  }

  private Tensor normalise(Tensor x, Tensor m, Tensor v) {
    Tensor scale = weight.mul(v.add(EPS).rsqrt());
    Tensor shift = bias.sub(m.mul(scale));
    for (int i = 2; i < x.rank(); i++) {
      scale = scale.unsqueeze(-1);
      shift = shift.unsqueeze(-1);
    }
    return x.mul(scale).add(shift);
  }
}
