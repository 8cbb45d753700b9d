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
 * The features of each category as one vector: Linear, ReLU, dropout, Linear, LayerNorm. From the
 * second product on, which has one shape for all, the categories are one tensor.
 */
final class CategoryEncoders extends Module {
  private static final double EPS = 1e-5;

  private final List<Linear> first = new ArrayList<>();
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter scale;
  private final Parameter shift;
  private final long embedding;

  CategoryEncoders(List<Category> categories, long hidden, long embedding) {
    this.embedding = embedding;
    int n = categories.size();
    for (Category c : categories) {
      first.add(part("first." + c.name(), new Linear(c.features().length, hidden, true)));
    }
    weight = parameter("weight", Init.fanIn(hidden), n, embedding, hidden);
    bias = parameter("bias", Init.fanIn(hidden), n * embedding);
    scale = parameter("norm.weight", Init.ones(), n * embedding);
    shift = parameter("norm.bias", Init.zeros(), n * embedding);
  }

  /**
   * @param x {@code [B, F]} of each category
   * @return {@code [C, B, E]}
   */
  Tensor forward(List<Tensor> x, UnaryOperator<Tensor> dropout) {
    List<Tensor> hidden = new ArrayList<>();
    for (int c = 0; c < x.size(); c++) {
      hidden.add(first.get(c).forward(x.get(c)));
    }
    Tensor h = dropout.apply(Torch.stack(hidden, 0).relu());
    Tensor e = h.matmul(weight.t()).add(rows(bias)).layerNorm(null, null, EPS);
    return e.mul(rows(scale)).add(rows(shift));
  }

  private Tensor rows(Parameter p) {
    return p.view(-1, 1, embedding);
  }

  /** Its parameters under the names of a network for each category. */
  void pieces(List<Category> categories, Pieces pieces) {
    for (int c = 0; c < categories.size(); c++) {
      String name = "feature_extractor.group_mlps.%s.net.".formatted(categories.get(c).name());
      pieces.add(name + "0.weight", first.get(c).weight);
      pieces.add(name + "0.bias", first.get(c).bias);
      long hidden = weight.size(2);
      pieces.add(name + "3.weight", weight, c * embedding * hidden, embedding, hidden);
      pieces.add(name + "3.bias", bias, c * embedding, embedding);
      pieces.add(name + "4.weight", scale, c * embedding, embedding);
      pieces.add(name + "4.bias", shift, c * embedding, embedding);
    }
  }
}
