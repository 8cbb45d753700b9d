package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Building blocks of gradient rules. */
final class Grads {
  private Grads() {}

  /** A rule for one input and one output. */
  static Op.Vjp unary(BiFunction<Call, Tensor, Tensor> rule) {
    return (c, g) -> Arrays.asList(rule.apply(c, g.get(0)));
  }

  /** A rule for two inputs which broadcast, and one output. */
  static Op.Vjp binary(
      BiFunction<Call, Tensor, Tensor> first, BiFunction<Call, Tensor, Tensor> second) {
    return (c, g) ->
        Arrays.asList(
            sumTo(first.apply(c, g.get(0)), c.in(0)), sumTo(second.apply(c, g.get(0)), c.in(1)));
  }

  /** Undoes broadcasting: sums over the dimensions in which the gradient is larger. */
  static Tensor sumTo(Tensor g, Tensor like) {
    if (g == null || !like.dtype().isFloating()) {
      return null;
    }
    long[] to = like.type().shape();
    long[] from = g.type().shape();
    if (!Arrays.equals(to, from)) {
      int extra = from.length - to.length;
      long[] dims = new long[from.length];
      int n = 0;
      for (int i = 0; i < from.length; i++) {
        if (i < extra || (to[i - extra] == 1 && from[i] != 1)) {
          dims[n++] = i;
        }
      }
      if (n > 0) {
        g = Dispatch.call(ReduceOps.SUM, Attrs.of(Arrays.copyOf(dims, n), false), g);
      }
      g = g.view(to);
    }
    return g.to(like.dtype());
  }

  /** Restores reduced dimensions with size one, so that the gradient broadcasts. */
  static Tensor unreduce(Tensor g, Tensor input, long[] dims, boolean keep) {
    if (keep) {
      return g;
    }
    long[] shape = Shapes.reduce(input.type().shape(), dims, true);
    return g.view(shape);
  }

  static List<Tensor> none(int n) {
    return Arrays.asList(new Tensor[n]);
  }
}
