package dev.hydrant.trainer.torch;

import java.util.Arrays;

/** Arithmetic of shapes: sizes, dimensions, broadcasting. It knows no tensors. */
final class Shapes {
  private Shapes() {}

  static long numel(long... shape) {
    long n = 1;
    for (long s : shape) {
      n *= s;
    }
    return n;
  }

  /** Resolves a dimension that may count from the end. */
  static int dim(int dim, int rank) {
    int limit = Math.max(rank, 1);
    if (dim < -limit || dim >= limit) {
      throw new IllegalArgumentException(
          "dimension " + dim + " is out of range for " + rank + " dimensions");
    }
    return dim < 0 ? dim + limit : dim;
  }

  /** The shape both operands are stretched to. */
  static long[] broadcast(long[] a, long[] b) {
    int rank = Math.max(a.length, b.length);
    long[] out = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long x = i <= a.length ? a[a.length - i] : 1;
      long y = i <= b.length ? b[b.length - i] : 1;
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            "shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not broadcast");
      }
      out[rank - i] = x == 1 ? y : x;
    }
    return out;
  }

  /** Fills in the single -1 of a view's shape. */
  static long[] resolveView(long[] from, long... to) {
    long known = 1;
    int open = -1;
    for (int i = 0; i < to.length; i++) {
      if (to[i] == -1) {
        if (open >= 0) {
          throw new IllegalArgumentException("only one size may be -1 in " + Arrays.toString(to));
        }
        open = i;
      } else {
        known *= to[i];
      }
    }
    long[] out = to.clone();
    long n = numel(from);
    if (open >= 0 && known > 0 && n % known == 0) {
      out[open] = n / known;
    }
    if (numel(out) != n) {
      throw new IllegalArgumentException(
          "cannot view " + Arrays.toString(from) + " as " + Arrays.toString(to));
    }
    return out;
  }

  /** The shape after reducing some dimensions; no dimensions means all. */
  static long[] reduce(long[] shape, long[] dims, boolean keep) {
    boolean[] drop = new boolean[shape.length];
    if (dims.length == 0) {
      Arrays.fill(drop, true);
    }
    for (long d : dims) {
      if (shape.length > 0) {
        drop[(int) d] = true;
      }
    }
    long[] out = new long[shape.length];
    int n = 0;
    for (int i = 0; i < shape.length; i++) {
      if (!drop[i]) {
        out[n++] = shape[i];
      } else if (keep) {
        out[n++] = 1;
      }
    }
    return Arrays.copyOf(out, n);
  }

  static long[] with(long[] shape, int dim, long size) {
    long[] out = shape.clone();
    out[dim] = size;
    return out;
  }

  static long[] without(long[] shape, int dim) {
    long[] out = new long[shape.length - 1];
    for (int i = 0, j = 0; i < shape.length; i++) {
      if (i != dim) {
        out[j++] = shape[i];
      }
    }
    return out;
  }

  static long[] insert(long[] shape, int dim, long size) {
    long[] out = new long[shape.length + 1];
    for (int i = 0, j = 0; i < out.length; i++) {
      out[i] = i == dim ? size : shape[j++];
    }
    return out;
  }
}
