package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/** The latent of one level of a category: Linear, dropout, LayerNorm. */
final class LevelProjection extends Module {
  private final Linear linear;
  private final LayerNorm norm;

  LevelProjection(long embedding, long latent) {
    linear = part("0", new Linear(embedding, latent, true));
    norm = part("2", new LayerNorm(latent, 1e-5));
  }

  /** e {@code [B, E]} → {@code [B, d]}. */
  Tensor forward(Tensor e, UnaryOperator<Tensor> dropout) {
    return norm.forward(dropout.apply(linear.forward(e)));
  }
}
