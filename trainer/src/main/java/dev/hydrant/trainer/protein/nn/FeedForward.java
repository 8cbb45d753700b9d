package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;

/** Linear, GELU, dropout, linear. */
final class FeedForward extends Module {
  private final Linear up;
  private final Linear down;
  private final double dropout;

  FeedForward(long dim, int mult, double dropout) {
    up = part("net.0", new Linear(dim, mult * dim, true));
    down = part("net.3", new Linear(mult * dim, dim, true));
    this.dropout = dropout;
  }

  /** x {@code [B, L, D]} → {@code [B, L, D]}. */
  Tensor forward(Tensor x, Pass pass) {
    return down.forward(pass.drop(up.forward(x).gelu(), dropout));
  }
}
