package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.RandomStream;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.function.UnaryOperator;

/**
 * A pre-norm transformer block without positions: {@code z + s·Attn(LN z)}, then {@code z + s·FF(LN
 * z)}, where the flow s is a number of each set.
 */
final class SetBlock extends Module {
  private static final double STD = 0.02;

  /**
   * @param width D
   * @param heads h, divides D
   * @param expansion width of the feed-forward part in units of D
   * @param layers of the stack; the projection out of attention begins at .02/√(2·layers)
   * @param bias whether linear layers and norms have one
   * @param dropout of attention weights and output, and of both layers of the feed-forward part
   */
  record Shape(
      long width,
      int heads,
      int expansion,
      int layers,
      boolean bias,
      double eps,
      double dropout,
      UnaryOperator<Tensor> activation) {}

  private final Shape shape;
  private final PointAttention attention;
  private final SetNorm norm1;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final SetNorm norm2;
  private final Linear up;
  private final Linear down;

  SetBlock(Shape s, PointAttention attention) {
    this.shape = s;
    long d = s.width();
    norm1 = part("norm1", new SetNorm(d, s.bias(), s.eps()));
    query = part("attention.query", linear(d, d, STD));
    key = part("attention.key", linear(d, d, STD));
    value = part("attention.value", linear(d, d, STD));
    out = part("attention.out", linear(d, d, STD / Math.sqrt(2.0 * s.layers())));
    norm2 = part("norm2", new SetNorm(d, s.bias(), s.eps()));
    up = part("feed_forward.up", linear(d, s.expansion() * d, STD));
    down = part("feed_forward.down", linear(s.expansion() * d, d, STD));
    this.attention =
        attention instanceof RandomFeatureAttention r ? part("attention.random", r) : attention;
  }

  private Linear linear(long in, long out, double deviation) {
    return new Linear(in, out, Init.normal(deviation), shape.bias() ? Init.zeros() : null);
  }

  /**
   * @param z {@code [B, N, D]}
   * @param mask {@code [B, 1, 1, N]} or null
   * @param flow s, {@code [B, 1, 1]}; null for 1
   * @param repetition from 0
   */
  Tensor forward(Tensor z, Tensor mask, Tensor flow, int repetition, boolean training) {
    return Torch.recompute(x -> block(x, mask, flow, repetition, training), z);
  }

  private Tensor block(Tensor z, Tensor mask, Tensor flow, int repetition, boolean training) {
    UnaryOperator<Tensor> drop = drop(z, training);
    Tensor x = norm1.forward(z);
    Tensor y =
        attention.attend(
            split(query.forward(x)),
            split(key.forward(x)),
            split(value.forward(x)),
            mask,
            repetition,
            drop);
    Tensor attended = drop.apply(out.forward(y.transpose(1, 2).contiguous().view(z.shape())));
    Tensor after = z.add(flowing(attended, flow));
    Tensor wide = drop.apply(shape.activation().apply(up.forward(norm2.forward(after))));
    return after.add(flowing(drop.apply(down.forward(wide)), flow));
  }

  private static Tensor flowing(Tensor change, Tensor flow) {
    return flow == null ? change : change.mul(flow);
  }

  private UnaryOperator<Tensor> drop(Tensor z, boolean training) {
    if (!training || shape.dropout() == 0) {
      return UnaryOperator.identity();
    }
    RandomStream random = z.torch().random("dropout");
    return x -> random.dropout(x, shape.dropout());
  }

  /** {@code [B, N, D]} to {@code [B, h, N, D/h]}. */
  private Tensor split(Tensor x) {
    long h = shape.heads();
    return x.view(x.size(0), x.size(1), h, x.size(2) / h).transpose(1, 2);
  }
}
