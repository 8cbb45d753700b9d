package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.RandomStream;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.ScriptText;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The kernels that are measured, at sizes of a small language model. */
final class Kernels {
  private static final int FLOAT = 4;
  private static final long PARAMETERS = 16_000_000;

  private final EagerTorch torch;
  private final RandomStream random;
  private final Map<String, Supplier<Kernel>> all = new LinkedHashMap<>();

  static final List<String> NAMES = List.copyOf(new Kernels(null).add().keySet());

  private Kernels(EagerTorch torch) {
    this.torch = torch;
    this.random = torch == null ? null : torch.random("kernels");
  }

  /** By name; a kernel and its operands are made when asked for. */
  static Map<String, Supplier<Kernel>> all(EagerTorch torch) {
    return new Kernels(torch).add();
  }

  private Map<String, Supplier<Kernel>> add() {
    all.put("matrix product", this::product);
    all.put("sum of vectors", this::sum);
    attention();
    norms();
    activations();
    all.put("head and cross entropy", this::head);
    all.put("embedding", this::embedding);
    scans();
    optimizers();
    return all;
  }

  private Tensor normal(long... shape) {
    return random.normal(shape);
  }

  private void put(
      String name,
      Supplier<List<Tensor>> inputs,
      double flopsPerElement,
      double passes,
      Function<List<Tensor>, Tensor> ours,
      Function<List<Tensor>, Tensor> composition,
      String aten) {
    all.put(
        name,
        () -> {
          List<Tensor> in = inputs.get();
          Tensor y = torch.noGrad(() -> ours.apply(in));
          Tensor g = y.rank() == 0 ? torch.scalar(1) : normal(y.shape());
          Differentiated d = new Differentiated(torch, in, g);
          long n = in.get(0).numel();
          return new Kernel(
              name,
              d.size(),
              flopsPerElement * n,
              passes * FLOAT * n,
              d.recorded(ours),
              composition == null ? null : d.recorded(composition),
              aten == null ? null : d.autograd(aten));
        });
  }

  private Kernel product() {
    SquareGemm gemm = new SquareGemm(torch);
    return new Kernel(
        "matrix product",
        "2048 x 2048 x 2048",
        2 * Math.pow(2048, 3),
        0,
        gemm::flopsPerSecond,
        null,
        null);
  }

  private Kernel sum() {
    ScriptFunction f =
        new ScriptFunction(
            torch,
            "  def f(self, a: Tensor, b: Tensor) -> float:\n    torch.add_(a, b)\n    return 0.\n");
    long n = 3 * PARAMETERS;
    Tensor a = torch.zeros(n);
    Tensor b = torch.zeros(n);
    return new Kernel(
        "sum of vectors", "" + n, 0, 3.0 * FLOAT * n, () -> f.number("f", a, b), null, null);
  }

  private void attention() {
    long t = 256;
    Supplier<List<Tensor>> qkv =
        () -> List.of(normal(8, 4, t, 64), normal(8, 4, t, 64), normal(8, 4, t, 64));
    put(
        "causal attention",
        qkv,
        14.0 * t,
        0,
        x -> x.get(0).causalAttention(x.get(1), x.get(2)),
        x -> plain(x, x.get(0).torch().causalMask(t)),
        "torch.scaled_dot_product_attention(x0, x1, x2, None, 0., True)");
    put(
        "masked attention",
        () -> {
          List<Tensor> in = new ArrayList<>(qkv.get());
          in.add(window(torch, t));
          return in;
        },
        14.0 * t,
        0,
        x -> x.get(0).attention(x.get(1), x.get(2), x.get(3), false, 0.125),
        x -> plain(x, x.get(3)),
        "torch.scaled_dot_product_attention(x0, x1, x2, x3, 0., False)");
    put(
        "rotary positions",
        () -> List.of(normal(8, 4, t, 64)),
        0,
        4,
        x -> x.get(0).rotary(angles(x.get(0)).cos(), angles(x.get(0)).sin()),
        x -> {
          Tensor c = angles(x.get(0)).cos();
          Tensor s = angles(x.get(0)).sin();
          Tensor a = x.get(0).slice(-1, 0, 32);
          Tensor b = x.get(0).slice(-1, 32, 64);
          return Torch.cat(List.of(a.mul(c).add(b.mul(s)), b.mul(c).sub(a.mul(s))), -1);
        },
        null);
  }

  private static Tensor angles(Tensor x) {
    return x.torch().linspace(0, 3, 256 * 32).view(256, 32);
  }

  private static Tensor window(Torch torch, long t) {
    Tensor apart = torch.arange(t).unsqueeze(1).sub(torch.arange(t).unsqueeze(0));
    return apart.ge(0).logicalAnd(apart.lt(64));
  }

  private static Tensor plain(List<Tensor> x, Tensor mask) {
    return x.get(0)
        .mul(0.125)
        .matmul(x.get(1).t())
        .maskedFill(mask.logicalNot(), Double.NEGATIVE_INFINITY)
        .softmax(-1)
        .matmul(x.get(2));
  }

  private void norms() {
    put(
        "layer norm",
        () -> List.of(normal(2048, 768), normal(768), normal(768)),
        0,
        5,
        x -> x.get(0).layerNorm(x.get(1), x.get(2), 1e-5),
        x -> {
          Tensor c = x.get(0).sub(x.get(0).mean(-1, true));
          Tensor r = c.square().mean(-1, true).add(1e-5).rsqrt();
          return c.mul(r).mul(x.get(1)).add(x.get(2));
        },
        "torch.layer_norm(x0, [768], x1, x2, 1e-05, True)");
    put(
        "rms norm",
        () -> List.of(normal(2048, 768)),
        0,
        5,
        x -> x.get(0).rmsNorm(1e-6),
        x -> x.get(0).mul(x.get(0).square().mean(-1, true).add(1e-6).rsqrt()),
        "torch.mul(x0, torch.rsqrt(torch.add(torch.mean(torch.square(x0), [-1], True), 1e-06)))");
  }

  private void activations() {
    Supplier<List<Tensor>> one = () -> List.of(normal(2048, 3072));
    put(
        "gelu (tanh)",
        one,
        0,
        5,
        x -> x.get(0).geluTanh(),
        x -> {
          Tensor z = x.get(0);
          Tensor u = z.add(z.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
          return z.mul(0.5).mul(u.tanh().add(1));
        },
        "torch.gelu(x0, approximate=\"tanh\")");
    put(
        "swiglu",
        () -> List.of(normal(2048, 3072), normal(2048, 3072)),
        0,
        8,
        x -> x.get(0).swiglu(x.get(1)),
        x -> x.get(0).mul(x.get(0).sigmoid()).mul(x.get(1)),
        "torch.mul(torch.silu(x0), x1)");
    put(
        "relu squared",
        one,
        0,
        5,
        x -> x.get(0).reluSquared(),
        x -> x.get(0).maximum(x.get(0).torch().scalar(0)).pow(2),
        "torch.square(torch.relu(x0))");
  }

  private Kernel head() {
    long n = 2048;
    long d = 256;
    long v = 50257;
    List<Tensor> in = List.of(normal(n, d), normal(v, d).mul(0.02), random.integers(v, n));
    Differentiated k = new Differentiated(torch, in, torch.scalar(1));
    return new Kernel(
        "head and cross entropy",
        "2048 x 256, 50257 classes",
        6.0 * n * d * v,
        0,
        k.recorded(x -> x.get(0).linearCrossEntropy(x.get(1), x.get(2), 0)),
        k.recorded(x -> x.get(0).linear(x.get(1)).crossEntropy(x.get(2))),
        k.autograd("torch.cross_entropy_loss(torch.linear(x0, x1), x2, None, 1, -100, 0.)"));
  }

  private Kernel embedding() {
    long v = 50257;
    List<Tensor> in = List.of(normal(v, 256), random.integers(v, 2048));
    Differentiated k = new Differentiated(torch, in, normal(2048, 256));
    return new Kernel(
        "embedding",
        "50257 x 256, 2048 ids",
        0,
        FLOAT * 256.0 * (v + 4 * 2048),
        k.recorded(x -> x.get(0).embedding(x.get(1))),
        k.recorded(x -> x.get(0).indexSelect(0, x.get(1))),
        k.autograd("torch.embedding(x0, x1)"));
  }

  private void scans() {
    put(
        "linear scan",
        () -> List.of(normal(4, 256, 1024), random.uniform(4, 256, 1024)),
        0,
        8,
        x -> x.get(0).linearScan(x.get(1)),
        x -> {
          List<Tensor> h = new ArrayList<>(List.of(x.get(0).select(1, 0)));
          for (int i = 1; i < 256; i++) {
            h.add(x.get(1).select(1, i).mul(h.get(i - 1)).add(x.get(0).select(1, i)));
          }
          return Torch.stack(h, 1);
        },
        null);
    for (boolean associative : new boolean[] {false, true}) {
      put(
          "selective scan, " + (associative ? "associative" : "step by step"),
          () ->
              List.of(
                  normal(4, 256, 256),
                  random.uniform(4, 256, 256).mul(0.1),
                  random.uniform(256, 16).neg(),
                  normal(4, 256, 16),
                  normal(4, 256, 16)),
          16 * 30.0,
          0,
          x -> x.get(0).selectiveScan(x.get(1), x.get(2), x.get(3), x.get(4), 64, associative),
          associative ? null : Kernels::selective,
          null);
    }
    put(
        "causal convolution",
        () -> List.of(normal(4, 256, 1024), normal(1024, 4)),
        0,
        5,
        x -> x.get(0).causalConv(x.get(1)),
        null,
        "torch.transpose(torch.convolution(torch.constant_pad_nd(torch.transpose(x0, 1, 2), [3, 0],"
            + " 0.), torch.unsqueeze(x1, 1), None, [1], [0], [1], False, [0], 1024), 1, 2)");
  }

  private static Tensor selective(List<Tensor> x) {
    Tensor u = x.get(0);
    Tensor dt = x.get(1).unsqueeze(-1); // [B, T, D, 1]
    Tensor decay = dt.mul(x.get(2)).exp(); // [B, T, D, N]
    Tensor in = dt.mul(u.unsqueeze(-1)).mul(x.get(3).unsqueeze(2));
    Tensor h = in.select(1, 0);
    List<Tensor> y = new ArrayList<>(List.of(h.matmul(x.get(4).select(1, 0).unsqueeze(-1))));
    for (int t = 1; t < u.size(1); t++) {
      h = decay.select(1, t).mul(h).add(in.select(1, t));
      y.add(h.matmul(x.get(4).select(1, t).unsqueeze(-1)));
    }
    return Torch.stack(y, 1).squeeze(-1);
  }

  private void optimizers() {
    String steps =
        ScriptText.kernel("adamw")
            + ScriptText.kernel("global_norm")
            + ScriptText.kernel("muon")
            + COMPARED;
    String size = "%d parameters".formatted(PARAMETERS);
    all.put(
        "adamw",
        () -> {
          ScriptFunction f = new ScriptFunction(torch, steps);
          List<Tensor> v =
              List.of(vector(), vector(), torch.zeros(PARAMETERS), torch.zeros(PARAMETERS));
          return new Kernel(
              "adamw",
              size,
              0,
              7.0 * FLOAT * PARAMETERS,
              () -> f.number("blocks", v),
              () -> f.number("whole", v),
              null);
        });
    all.put(
        "gradient norm",
        () -> {
          ScriptFunction f = new ScriptFunction(torch, steps);
          Tensor g = vector();
          return new Kernel(
              "gradient norm",
              size,
              0,
              1.0 * FLOAT * PARAMETERS,
              () -> f.number("global_norm", g),
              () -> f.number("exact_norm", g),
              () -> f.number("plain_norm", g));
        });
    all.put(
        "newton-schulz (muon)",
        () -> {
          ScriptFunction f = new ScriptFunction(torch, steps);
          Tensor g = normal(4, 768, 768);
          return new Kernel(
              "newton-schulz (muon)",
              "4 x 768 x 768",
              4 * 15 * 2 * Math.pow(768, 3),
              0,
              () -> f.number("orthogonal", g),
              null,
              null);
        });
  }

  private Tensor vector() {
    return torch.full(DType.FLOAT32, 0.01, PARAMETERS);
  }

  private static final String COMPARED =
      """
        def blocks(self, v: List[Tensor]) -> float:
          self.adamw(v[0], v[1], v[2], v[3], 1e-3, 0.9, 0.95, 1e-8, 0.1, 10, 1.)
          return 0.
        def whole(self, v: List[Tensor]) -> float:
          p = v[0]
          g = v[1]
          m = v[2]
          s = v[3]
          torch.mul_(p, 1. - 1e-4)
          torch.lerp_(m, g, 0.1)
          torch.addcmul_(torch.mul_(s, 0.95), g, g, value=0.05)
          d = torch.add_(torch.div_(torch.sqrt(s), (1. - 0.95 ** 10) ** 0.5), 1e-8)
          torch.addcdiv_(p, m, d, value=-1e-3 / (1. - 0.9 ** 10))
          return 0.
        def exact_norm(self, g: Tensor) -> float:
          return float(torch.linalg_vector_norm(torch.to(g, 7)))
        def plain_norm(self, g: Tensor) -> float:
          return float(torch.linalg_vector_norm(g))
        def orthogonal(self, g: Tensor) -> float:
          return float(self.newton_schulz(g)[0, 0, 0])
      """;
}
