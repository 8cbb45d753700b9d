package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;

/** The matrix products of one GPT-2 training step and nothing else: the floor of its time. */
final class MatrixProducts {
  private static final String SCRIPT =
      """
        def one(self, x: Tensor, w: Tensor, dy: Tensor, y: Tensor, dx: Tensor, dw: Tensor) -> float:
          torch.mm(x, w.t(), out=y)
          torch.mm(dy, w, out=dx)
          torch.mm(dy.t(), x, out=dw)
          return 0.
        def head(self, x: Tensor, w: Tensor, y: Tensor, dx: Tensor, dw: Tensor, chunk: int) -> float:
          n = x.size(0)
          i = 0
          while i < n:
            e = min(i + chunk, n)
            z = torch.slice(y, 0, 0, e - i)
            xc = torch.slice(x, 0, i, e)
            torch.mm(xc, w.t(), out=z)
            torch.mm(z, w, out=torch.slice(dx, 0, i, e))
            if i == 0:
              torch.mm(z.t(), xc, out=dw)
            else:
              torch.addmm_(dw, z.t(), xc)
            i = e
          return 0.
      """;

  private final ScriptFunction script;
  private final int layers;
  private final Tensor[][] shapes;
  private final Tensor[] head;

  MatrixProducts(EagerTorch torch, Gpt2Config c, long n) {
    script = new ScriptFunction(torch, SCRIPT);
    layers = c.nLayers();
    long d = c.dModel();
    long[][] inOut = {{d, 3 * d}, {d, d}, {d, 4 * d}, {4 * d, d}};
    shapes = new Tensor[4][];
    for (int i = 0; i < 4; i++) {
      shapes[i] = tensors(torch, n, inOut[i][0], inOut[i][1]);
    }
    long v = c.vocabSize();
    head =
        new Tensor[] {
          torch.zeros(n, d),
          torch.zeros(v, d),
          torch.zeros(512, v),
          torch.zeros(n, d),
          torch.zeros(v, d)
        };
  }

  private static Tensor[] tensors(EagerTorch t, long n, long in, long out) {
    return new Tensor[] {
      t.zeros(n, in),
      t.zeros(out, in),
      t.zeros(n, out),
      t.zeros(n, out),
      t.zeros(n, in),
      t.zeros(out, in)
    };
  }

  /** Runs all products once; returns milliseconds. */
  double run() {
    long t = System.nanoTime();
    for (int l = 0; l < layers; l++) {
      for (Tensor[] s : shapes) {
        script.number("one", (Object[]) s);
      }
    }
    script.number("head", head[0], head[1], head[2], head[3], head[4], 512L);
    return (System.nanoTime() - t) / 1e6;
  }
}
