package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/** The features of a category as one vector: Linear, ReLU, dropout, Linear, LayerNorm. */
final class CategoryEncoder extends Module {
  private final Linear in;
  private final Linear out;
  private final LayerNorm norm;

  CategoryEncoder(long features, long hidden, long embedding) {
    in = part("net.0", new Linear(features, hidden, true));
    out = part("net.3", new Linear(hidden, embedding, true));
    norm = part("net.4", new LayerNorm(embedding, 1e-5));
  }

  /** x {@code [B, F]} → {@code [B, E]}. */
  Tensor forward(Tensor x, UnaryOperator<Tensor> dropout) {
    return norm.forward(out.forward(dropout.apply(in.forward(x).relu())));
  }
}
