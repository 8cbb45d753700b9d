package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/** A vector for the level of noise: 256 cosines and sines of it, then a two-layer perceptron. */
final class TimeEmbedding extends Module {
  private static final int WAVES = 128;
  private static final double LONGEST_PERIOD = 1e4;

  private final Linear up;
  private final Linear down;

  TimeEmbedding(long dim, double deviation) {
    up = part("mlp.0", new Linear(2 * WAVES, dim, Init.normal(deviation), Init.zeros()));
    down = part("mlp.2", new Linear(dim, dim, Init.normal(deviation), Init.zeros()));
  }

  /** level {@code [B, 1]} → {@code [B, 1, D]}. */
  Tensor forward(Tensor level) {
    double[] frequency = new double[WAVES];
    for (int i = 0; i < WAVES; i++) {
      frequency[i] = Math.pow(LONGEST_PERIOD, -(double) i / WAVES);
    }
    Tensor angle = level.mul(level.torch().tensor(frequency, 1, WAVES));
    Tensor waves = Torch.cat(List.of(angle.cos(), angle.sin()), -1);
    return down.forward(up.forward(waves).silu()).unsqueeze(1);
  }
}
