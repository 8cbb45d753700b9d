package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.List;

/**
 * Products of small whole numbers, whose sums every order and every rounding gives exactly, against
 * the same in float64: any element that differs is a fault. Run as a program it checks a few shapes
 * with the instructions that the environment allows, and prints those that are wrong.
 */
final class ProductShapes {
  private static final String CALLS =
      """
        def whole(self, rows: int, columns: int, step: int, kind: int) -> Tensor:
          t = torch.arange(rows + columns)
          t = torch.sub(torch.remainder(torch.mul(torch.mul(t, t), step), 7), 3)
          return torch.as_strided(t.to(kind), [rows, columns], [1, 1]).contiguous()
        def far(self, y: Tensor, x: Tensor, w: Tensor, b: Optional[Tensor]) -> int:
          # elements that are not exactly x w^T + b
          z = torch.linear(x.to(7), w.to(7))
          if b is not None:
            z.add_(b.to(7))
          if y.size() != z.size() or y.dtype != x.dtype:
            return y.numel() + 1
          return int(torch.sum(torch.ne(y.to(7), z)))
        def wrong(self, m: int, k: int, n: int, kind: int) -> float:
          x = self.whole(m, k, 3, kind)
          w = self.whole(n, k, 5, kind)
          b = torch.select(self.whole(2, n, 11, kind), 0, 1)
          bad = self.far(self.linear(x, w, None), x, w, None)
          bad = bad + self.far(self.linear(x, w, b), x, w, b)
          bad = bad + self.far(self.product(x, w.t()), x, w, None)
          bad = bad + self.far(self.product(x, w.t().contiguous()), x, w, None)
          return float(bad)
      """;

  private ProductShapes() {}

  /**
   * Elements that are not what float64 gives, in all routes of one shape {@code [m, k] x [k, n]}.
   */
  static double wrong(ScriptFunction f, long m, long k, long n, DType kind) {
    return f.number("wrong", m, k, n, (long) kind.code());
  }

  static ScriptFunction script(EagerTorch torch) {
    return new ScriptFunction(torch, CALLS);
  }

  /** Shapes of every class, few enough for a process of their own. */
  static List<long[]> few() {
    List<long[]> shapes = new ArrayList<>();
    for (long n : new long[] {13, 65, 100, 769, 1000}) {
      shapes.add(new long[] {1, 33, n});
      shapes.add(new long[] {65, 256, n});
      shapes.add(new long[] {600, 100, n});
    }
    shapes.add(new long[] {2048, 17, 257});
    shapes.add(new long[] {64, 32, 50257});
    return shapes;
  }

  /** Prints the shapes that are wrong, then {@code done}. */
  public static void main(String[] args) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      ScriptFunction f = script(torch);
      for (long[] s : few()) {
        double bad = wrong(f, s[0], s[1], s[2], DType.FLOAT32);
        if (bad != 0) {
          System.out.printf("wrong %d %d %d: %.0f elements%n", s[0], s[1], s[2], bad);
        }
      }
      System.out.println("done");
    }
  }
}
