package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;

/** Layer normalisation, which may be told the time. */
public abstract sealed class Norm extends Module permits PlainNorm, TimedNorm {
  static final double EPS = 1e-5;

  /**
   * Of width D.
   *
   * @param timed whether scale and shift follow the time
   */
  public static Norm of(long dim, boolean timed) {
    return timed ? new TimedNorm(dim) : new PlainNorm(dim);
  }

  /** x {@code [B, L, D]} → {@code [B, L, D]}. */
  public abstract Tensor forward(Tensor x, Pass pass);
}
