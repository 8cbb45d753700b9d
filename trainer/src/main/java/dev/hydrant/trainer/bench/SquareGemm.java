package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;

/** One large square matrix product: what the library's arithmetic can do at best. */
final class SquareGemm {
  private static final int SIZE = 2048;
  private static final String SCRIPT =
      """
        def gemm(self, a: Tensor, b: Tensor) -> float:
          return float(self.product(a, b)[0, 0])
      """;

  private final ScriptFunction script;
  private final Tensor a;
  private final Tensor b;

  SquareGemm(EagerTorch torch) {
    script = new ScriptFunction(torch, SCRIPT);
    a = torch.ones(SIZE, SIZE);
    b = torch.ones(SIZE, SIZE);
  }

  double flopsPerSecond() {
    long began = System.nanoTime();
    script.number("gemm", a, b);
    return 2.0 * SIZE * SIZE * SIZE / ((System.nanoTime() - began) / 1e9);
  }
}
