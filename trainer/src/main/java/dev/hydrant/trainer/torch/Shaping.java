package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;

/** Views and rearrangements; part of {@link Tensor}. */
interface Shaping {

  private Tensor on(Op op, Object... attrs) {
    return Dispatch.call(op, Attrs.of(attrs), (Tensor) this);
  }

  private int at(int dim) {
    return Shapes.dim(dim, ((Tensor) this).rank());
  }

  /** The same elements in another shape; one size may be −1. Copies only when it must. */
  default Tensor view(long... shape) {
    long[] now = ((Tensor) this).type().shape();
    long[] to = Shapes.resolveView(now, shape);
    return Arrays.equals(now, to) ? (Tensor) this : on(ShapeOps.VIEW, to);
  }

  /** Joins dimensions {@code from} to {@code to}, both included. */
  default Tensor flatten(int from, int to) {
    long[] s = ((Tensor) this).type().shape();
    int a = at(from);
    int b = at(to);
    long[] out = new long[s.length - (b - a)];
    Arrays.fill(out, 1);
    for (int i = 0; i < s.length; i++) {
      out[i <= a ? i : i <= b ? a : i - (b - a)] *= s[i];
    }
    return view(out);
  }

  /** Exchanges two dimensions. */
  default Tensor transpose(int a, int b) {
    return on(ShapeOps.TRANSPOSE, at(a), at(b));
  }

  /** The transpose of a matrix. */
  default Tensor t() {
    return transpose(-2, -1);
  }

  default Tensor permute(int... order) {
    return on(ShapeOps.PERMUTE, Arrays.stream(order).mapToLong(this::at).toArray());
  }

  /** Adds a dimension of size one. */
  default Tensor unsqueeze(int dim) {
    return on(ShapeOps.UNSQUEEZE, Shapes.dim(dim, ((Tensor) this).rank() + 1));
  }

  /** Removes a dimension, which must be of size one. */
  default Tensor squeeze(int dim) {
    return on(ShapeOps.SQUEEZE, at(dim));
  }

  /** Stretches dimensions of size one without copying. */
  default Tensor expand(long... shape) {
    Tensor self = (Tensor) this;
    long[] to = shape.clone();
    for (int i = 1; i <= to.length && i <= self.rank(); i++) {
      if (to[to.length - i] == -1) {
        to[to.length - i] = self.size(-i);
      }
    }
    return Arrays.equals(self.type().shape(), to) ? self : on(ShapeOps.EXPAND, to);
  }

  /** Pieces of the given sizes along a dimension. */
  default List<Tensor> split(long[] sizes, int dim) {
    return Dispatch.all(ShapeOps.SPLIT, Attrs.of(sizes, at(dim)), (Tensor) this);
  }

  /** {@code n} equal pieces along a dimension, whose size must be a multiple of {@code n}. */
  default List<Tensor> chunk(int n, int dim) {
    long size = ((Tensor) this).size(dim);
    if (size % n != 0) {
      throw new IllegalArgumentException("chunk: size " + size + " is not a multiple of " + n);
    }
    long[] sizes = new long[n];
    Arrays.fill(sizes, size / n);
    return split(sizes, dim);
  }

  /** One tensor per index of a dimension, which disappears. */
  default List<Tensor> unbind(int dim) {
    int d = at(dim);
    return chunk((int) ((Tensor) this).size(d), d).stream().map(x -> x.squeeze(d)).toList();
  }

  /**
   * Elements {@code start} ≤ i &lt; {@code end} of a dimension; negative bounds count from the end.
   */
  default Tensor slice(int dim, long start, long end) {
    return slice(dim, start, end, 1);
  }

  default Tensor slice(int dim, long start, long end, long step) {
    long n = ((Tensor) this).size(dim);
    long a = start < 0 ? start + n : start;
    long b = end < 0 ? end + n : end;
    return a == 0 && b == n && step == 1 ? (Tensor) this : on(ShapeOps.SLICE, at(dim), a, b, step);
  }

  /** One index of a dimension, which disappears; a negative index counts from the end. */
  default Tensor select(int dim, long index) {
    long n = ((Tensor) this).size(dim);
    return on(ShapeOps.SELECT, at(dim), index < 0 ? index + n : index);
  }

  /** Reverses a dimension. */
  default Tensor flip(int dim) {
    return on(ShapeOps.FLIP, new long[] {at(dim)});
  }

  /** Shifts a dimension circularly. */
  default Tensor roll(long shift, int dim) {
    return on(ShapeOps.ROLL, new long[] {shift}, new long[] {at(dim)});
  }

  /** Repeats every element of a dimension {@code n} times in place. */
  default Tensor repeatInterleave(long n, int dim) {
    return on(ShapeOps.REPEAT_INTERLEAVE, n, at(dim));
  }

  /**
   * Pads with a value: (before, after) of the last dimension, then of the one before, and so on.
   */
  default Tensor pad(double value, long... amounts) {
    return on(
        ShapeOps.PAD,
        amounts,
        ((Tensor) this).dtype().isFloating() ? value : (Object) (long) value);
  }

  /** Sliding windows along a dimension, laid out in a new last dimension. */
  default Tensor unfold(int dim, long size, long step) {
    return on(ShapeOps.UNFOLD, at(dim), size, step);
  }

  /** Zeroes what lies above the given diagonal. */
  default Tensor tril(int diagonal) {
    return on(ShapeOps.TRIL, diagonal);
  }

  /** Zeroes what lies below the given diagonal. */
  default Tensor triu(int diagonal) {
    return on(ShapeOps.TRIU, diagonal);
  }

  /** The same values laid out in row-major order. */
  default Tensor contiguous() {
    return on(ShapeOps.CONTIGUOUS);
  }
}
