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
   * As {@link #forward}, where every step gets the same input.
   *
   * @param x {@code [B, in]}
   * @param steps T
   */
  public Tensor repeated(
      Tensor x, long steps, List<Tensor> states, double dropout, RandomStream random) {
    Layer l = layers.get(0);
    Tensor y = x.gruRepeated(steps, states.get(0), l.wIh, l.wHh, l.bIh, l.bHh);
    return above(y, states, dropout, random);
  }

  /**
   * @param x {@code [T, B, in]}
   * @param states the first state {@code [B, hidden]} of every layer
   * @param dropout applied between layers, 0 for none
   * @param random source of the dropout; may be null without
   * @return the last layer's states {@code [T, B, hidden]}
   */
  public Tensor forward(Tensor x, List<Tensor> states, double dropout, RandomStream random) {
    Layer l = layers.get(0);
    return above(x.gru(states.get(0), l.wIh, l.wHh, l.bIh, l.bHh), states, dropout, random);
  }

  /** All layers but the first. */
  private Tensor above(Tensor first, List<Tensor> states, double dropout, RandomStream random) {
    Tensor y = first;
    for (int i = 1; i < layers.size(); i++) {
      if (dropout > 0) {
        y = random.dropout(y, dropout);
      }
      Layer l = layers.get(i);
      y = y.gru(states.get(i), l.wIh, l.wHh, l.bIh, l.bHh);
    }
    return y;
  }
}
