package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The latents of all levels: Linear, dropout, LayerNorm. The levels of a category are one product.
 */
final class LevelProjections extends Module {
  private static final double EPS = 1e-5;

  private final List<Linear> linears = new ArrayList<>();
  private final Parameter scale;
  private final Parameter shift;
  private final Segments latents;

  /**
   * @param latents lengths of the latents of all levels, category by category
   */
  LevelProjections(List<Category> categories, Segments latents, long embedding) {
    this.latents = latents;
    for (Category c : categories) {
      linears.add(part("linear." + c.name(), new Linear(embedding, c.width(), true)));
    }
    scale = parameter("norm.weight", Init.ones(), latents.total());
    shift = parameter("norm.bias", Init.zeros(), latents.total());
  }

  /** Embeddings {@code [C, B, E]} → {@code [B, Σd]}. */
  Tensor forward(Tensor embeddings, UnaryOperator<Tensor> dropout) {
    List<Tensor> own = embeddings.unbind(0);
    List<Tensor> all = new ArrayList<>();
    for (int c = 0; c < linears.size(); c++) {
      all.add(linears.get(c).forward(own.get(c)));
    }
    Tensor z = latents.standardize(dropout.apply(Torch.cat(all, 1)), EPS);
    return z.mul(scale).add(shift);
  }

  /** Its parameters under the names of a projection for each level. */
  void pieces(List<Category> categories, Pieces pieces) {
    long inAll = 0;
    for (int c = 0; c < categories.size(); c++) {
      Linear linear = linears.get(c);
      long embedding = linear.weight.size(1);
      long at = 0;
      for (int l = 0; l < categories.get(c).levels().size(); l++) {
        String name = "projector.projection_heads.%s.%d.".formatted(categories.get(c).name(), l);
        long d = categories.get(c).levels().get(l).latentDim();
        pieces.add(name + "0.weight", linear.weight, at * embedding, d, embedding);
        pieces.add(name + "0.bias", linear.bias, at, d);
        pieces.add(name + "2.weight", scale, inAll, d);
        pieces.add(name + "2.bias", shift, inAll, d);
        at += d;
        inAll += d;
      }
    }
  }
}
