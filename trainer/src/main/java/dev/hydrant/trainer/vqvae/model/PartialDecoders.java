package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/** All features from the code of each level alone: Linear, ReLU, Linear, as one tensor. */
final class PartialDecoders extends Module {
  private static final long HIDDEN = 128;

  private final List<Linear> first = new ArrayList<>();
  private final Parameter weight;
  private final Parameter bias;
  private final Segments latents;
  private final long features;

  PartialDecoders(Segments latents, long features) {
    this.latents = latents;
    this.features = features;
    int n = latents.count();
    for (int q = 0; q < n; q++) {
      first.add(part("first." + q, new Linear(latents.size(q), HIDDEN, true)));
    }
    weight = parameter("weight", Init.fanIn(HIDDEN), n, features, HIDDEN);
    bias = parameter("bias", Init.fanIn(HIDDEN), n * features);
  }

  /** Codes {@code [B, Σd]} → {@code [Q, B, D]}. */
  Tensor forward(Tensor codes) {
    List<Tensor> own = latents.split(codes, 1);
    List<Tensor> hidden = new ArrayList<>();
    for (int q = 0; q < own.size(); q++) {
      hidden.add(first.get(q).forward(own.get(q)));
    }
    Tensor out = Torch.stack(hidden, 0).relu().matmul(weight.t());
    return out.add(bias.view(-1, 1, features));
  }

  /** Its parameters under the names of a decoder for each level. */
  void pieces(Pieces pieces) {
    for (int q = 0; q < first.size(); q++) {
      String name = "partial_decoders." + q + ".";
      pieces.add(name + "0.weight", first.get(q).weight);
      pieces.add(name + "0.bias", first.get(q).bias);
      pieces.add(name + "2.weight", weight, q * features * HIDDEN, features, HIDDEN);
      pieces.add(name + "2.bias", bias, q * features, features);
    }
  }
}
