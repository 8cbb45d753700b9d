package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;

/** Deterministic tensors: a hash of element and parameter index, in [−1, 1). Test fixture. */
public final class Fill {
  private Fill() {}

  /**
   * @param kind x: plain; m: ·0.3; v: ·0.1; g: 1 + ·0.1; b: −2 + ·0.1
   */
  public static double[] values(char kind, int n, int p) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      int h = (i + 1) * 0x9E3779B1 + (p + 1) * 0x85EBCA77;
      h ^= h >>> 15;
      h *= 0x2C1B3C6D;
      h ^= h >>> 12;
      h *= 0x297A2D39;
      h ^= h >>> 15;
      double x = Integer.toUnsignedLong(h) / 2147483648.0 - 1;
      out[i] =
          switch (kind) {
            case 'x' -> x;
            case 'm' -> 0.3 * x;
            case 'v' -> 0.1 * x;
            case 'g' -> 1 + 0.1 * x;
            case 'b' -> -2 + 0.1 * x;
            default -> throw new IllegalArgumentException("kind " + kind);
          };
    }
    return out;
  }

  public static Tensor tensor(Torch torch, char kind, int p, long... shape) {
    int n = 1;
    for (long s : shape) {
      n *= (int) s;
    }
    return torch.tensor(values(kind, n, p), shape);
  }

  /** Fills all parameters of a model in order of declaration, one kind letter each. */
  public static void all(Weights weights, Module model, String kinds) {
    int p = 0;
    for (Parameter q : model.parameters()) {
      weights.set(q, tensor(weights.torch(), kinds.charAt(p), p, q.shape()));
      p++;
    }
  }
}
