package dev.hydrant.trainer.torch;

import java.util.List;
import java.util.function.BiFunction;

/** The shape and type rules shared by families of operators. */
final class Rules {
  private Rules() {}

  /** As the first input. */
  static TensorType same(List<TensorType> in, Attrs a) {
    return in.get(0);
  }

  /** As the first input; floating point is required. */
  static TensorType floating(List<TensorType> in, Attrs a) {
    TensorType t = in.get(0);
    if (!t.dtype().isFloating()) {
      throw new IllegalArgumentException("needs floating-point numbers; convert with x.to(…)");
    }
    return t;
  }

  /** As the first input, but BOOL. */
  static TensorType predicate(List<TensorType> in, Attrs a) {
    return in.get(0).withDtype(DType.BOOL);
  }

  /** Broadcast and promoted. */
  static TensorType broadcast(List<TensorType> in, Attrs a) {
    return new TensorType(
        promote(in.get(0), in.get(1)), Shapes.broadcast(in.get(0).shape(), in.get(1).shape()));
  }

  /** Broadcast, result BOOL. */
  static TensorType comparison(List<TensorType> in, Attrs a) {
    return broadcast(in, a).withDtype(DType.BOOL);
  }

  /** A tensor without dimensions does not raise the type of one with, inside its category. */
  static DType promote(TensorType a, TensorType b) {
    if (a.rank() > 0 && b.rank() == 0 && category(a.dtype()) >= category(b.dtype())) {
      return a.dtype();
    }
    if (b.rank() > 0 && a.rank() == 0 && category(b.dtype()) >= category(a.dtype())) {
      return b.dtype();
    }
    return DType.promote(a.dtype(), b.dtype());
  }

  private static int category(DType d) {
    return d.isFloating() ? 2 : d == DType.BOOL ? 0 : 1;
  }

  /** Attributes: dims, keepdim. */
  static TensorType reduce(List<TensorType> in, Attrs a) {
    TensorType t = in.get(0);
    return t.withShape(Shapes.reduce(t.shape(), a.longs(0), a.flag(1)));
  }

  /** Attributes: dim, keepdim. */
  static TensorType reduceOne(List<TensorType> in, Attrs a) {
    TensorType t = in.get(0);
    return t.withShape(Shapes.reduce(t.shape(), new long[] {a.intAt(0)}, a.flag(1)));
  }

  /** Follows a rule, then changes the type. */
  static BiFunction<List<TensorType>, Attrs, TensorType> as(
      DType dtype, BiFunction<List<TensorType>, Attrs, TensorType> rule) {
    return (in, a) -> rule.apply(in, a).withDtype(dtype);
  }

  static void check(boolean ok, String message) {
    if (!ok) {
      throw new IllegalArgumentException(message);
    }
  }
}
