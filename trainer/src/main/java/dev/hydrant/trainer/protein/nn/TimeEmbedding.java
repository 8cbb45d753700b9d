package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/** What norms are told of a step of a diffusion: sinusoids of its number through an MLP. */
public final class TimeEmbedding extends Module {
  private static final double BASE = 1e4;

  private final double[] frequencies;
  private final Linear first;
  private final Linear second;

  /** Of width D, which is even. */
  public TimeEmbedding(long dim) {
    frequencies = new double[(int) dim / 2];
    for (int k = 0; k < frequencies.length; k++) {
      frequencies[k] = Math.pow(BASE, -(double) k / frequencies.length);
    }
    first = part("1", new Linear(dim, 4 * dim, true));
    second = part("3", new Linear(4 * dim, 4 * dim, true));
  }

  /** Numbers of steps {@code [B]}, INT64 → {@code [B, 4D]}. */
  public Tensor forward(Tensor steps) {
    Torch torch = steps.torch();
    Tensor f = torch.tensor(frequencies, 1, frequencies.length);
    Tensor angles = steps.to(torch.floatType()).unsqueeze(1).mul(f);
    return second.forward(first.forward(Torch.cat(List.of(angles.cos(), angles.sin()), 1)).silu());
  }
}
