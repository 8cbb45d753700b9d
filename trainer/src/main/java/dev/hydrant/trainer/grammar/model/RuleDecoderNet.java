package dev.hydrant.trainer.grammar.model;

import dev.hydrant.trainer.nn.Gru;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.RandomStream;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * A latent vector to logits of rules, all places at once: it starts every recurrent layer, and the
 * input of each step is the same learned vector, so nothing that was decoded is fed back.
 */
final class RuleDecoderNet extends Module {
  private final Linear init;
  private final Parameter start;
  private final Gru gru;
  private final LayerNorm norm;
  private final Linear out;
  private final int layers;
  private final boolean shared;
  private final double dropout;
  private final long length;

  RuleDecoderNet(VaeSizes sizes) {
    long hidden = sizes.decoderHidden();
    layers = sizes.decoderLayers();
    shared = sizes.sharedLayers();
    dropout = sizes.dropout();
    length = sizes.length();
    init = part("init_linear.0", new Linear(sizes.latent(), hidden, true));
    start = parameter("embedding", Init.normal(1), 1, hidden);
    gru = part("gru", new Gru(hidden, hidden, shared ? 1 : layers));
    norm = part("layer_norm", new LayerNorm(hidden, 1e-5));
    out = part("out", new Linear(hidden, sizes.productions(), true));
  }

  /** z {@code [B, z]} → logits {@code [B, T, P]}. */
  Tensor forward(Tensor z, boolean training) {
    Tensor first = init.forward(z).elu();
    Tensor x = start.expand(z.size(0), start.size(1));
    RandomStream random = training ? z.torch().random("dropout/decoder") : null;
    double rate = training ? dropout : 0;
    Tensor y = shared ? passes(x, first, rate, random) : layers(x, first, rate, random);
    return out.forward(norm.forward(y.transpose(0, 1)).elu());
  }

  private Tensor layers(Tensor x, Tensor first, double rate, RandomStream random) {
    return gru.repeated(x, length, Collections.nCopies(layers, first), rate, random);
  }

  /** One set of weights, applied as often as there are layers. */
  private Tensor passes(Tensor x, Tensor first, double rate, RandomStream random) {
    List<Tensor> state = List.of(first);
    Tensor y = gru.repeated(x, length, state, 0, null);
    for (int i = 1; i < layers; i++) {
      y = gru.forward(rate > 0 ? random.dropout(y, rate) : y, state, 0, null);
    }
    return y;
  }
}
