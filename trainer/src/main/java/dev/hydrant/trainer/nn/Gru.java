package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.RandomStream;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/** Layers of gated recurrent units (Cho et al. 2014, arXiv 1406.1078), time first. */
public final class Gru extends Module {
  private static final class Layer extends Module {
    final Parameter wIh;
    final Parameter wHh;
    final Parameter bIh;
    final Parameter bHh;

    Layer(long in, long hidden) {
      Init init = Init.fanIn(hidden);
      wIh = parameter("weight_ih", init, 3 * hidden, in);
      wHh = parameter("weight_hh", init, 3 * hidden, hidden);
      bIh = parameter("bias_ih", init, 3 * hidden);
      bHh = parameter("bias_hh", init, 3 * hidden);
    }
  }

  private final List<Layer> layers;

  public Gru(long in, long hidden, int layers) {
    this.layers = parts("layers", layers, i -> new Layer(i == 0 ? in : hidden, hidden));
  }

  /**
   * @param x {@code [T, B, in]}
   * @param states the first state {@code [B, hidden]} of every layer
   * @param dropout applied between layers, 0 for none
   * @param random source of the dropout; may be null without
   * @return the last layer's states {@code [T, B, hidden]}
   */
  public Tensor forward(Tensor x, List<Tensor> states, double dropout, RandomStream random) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      if (i > 0 && dropout > 0) {
        y = random.dropout(y, dropout);
      }
      Layer l = layers.get(i);
      y = y.gru(states.get(i), l.wIh, l.wHh, l.bIh, l.bHh);
    }
    return y;
  }
}
