package dev.hydrant.trainer.torch;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs drawn at random, with shared operands, views and sums of products, so that overwriting
 * and absorbing are tried in every order. Values and gradients are compared with the eager backend.
 */
class RandomProgramTest {
  private static final int PROGRAMS = 25;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void recordedProgramsAgreeWithTheEagerWorld(long seed) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      torch.recompute(true);
      for (int i = 0; i < PROGRAMS; i++) {
        long program = seed * 1000 + i;
        try (Scope s = torch.scope()) {
          torch.randomKey(program, 0);
          RandomStream r = torch.random("inputs");
          List<Tensor> inputs =
              List.of(r.normal(3, 4).mul(0.5), r.normal(4, 4).mul(0.5), r.normal(4).mul(0.5));
          GradientCheck.run(torch, in -> run(in, new Random(program)), inputs);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("program " + program + ": " + e.getMessage(), e);
        }
      }
    }
  }

  /** Every intermediate result is [3, 4]; any of them may be used again. */
  private static Tensor run(List<Tensor> in, Random random) {
    List<Tensor> made = new ArrayList<>(List.of(in.get(0)));
    int length = 4 + random.nextInt(14);
    for (int i = 0; i < length; i++) {
      Tensor a = made.get(random.nextInt(made.size()));
      Tensor b = made.get(made.size() - 1);
      made.add(step(random.nextInt(22), a, b, in.get(1), in.get(2)));
    }
    Tensor sum = made.get(made.size() - 1);
    return random.nextBoolean() ? sum : sum.add(made.get(random.nextInt(made.size())));
  }

  private static Tensor step(int kind, Tensor a, Tensor b, Tensor w, Tensor bias) {
    return switch (kind) {
      case 0 -> a.add(b);
      case 1 -> a.mul(b).tanh();
      case 2 -> a.sub(b.sigmoid());
      case 3 -> b.sin();
      case 4 -> a.exp().softmax(-1);
      case 5 -> a.t().contiguous().view(3, 4).cos();
      case 6 -> a.t().tanh().t().add(b);
      case 7 -> a.add(b.linear(w, bias)).tanh();
      case 8 -> a.tanh().add(b.mm(w).view(3, 4)).sigmoid();
      case 9 -> a.mm(w).add(b.mm(w.t())).tanh();
      case 10 -> Torch.cat(a.chunk(2, 1), 1).mul(b);
      case 11 -> Torch.cat(List.of(b.slice(1, 2, 4), a.slice(1, 0, 2)), 1);
      case 12 -> a.sub(a.mean(-1, true));
      case 13 -> b.layerNorm(null, null, 1e-3).mul(0.5);
      case 14 -> a.geluTanh().add(bias);
      case 15 -> a.where(b.gt(0), b.neg());
      case 16 -> b.add(0.3).silu();
      case 17 -> a.rmsNorm(1e-3).mul(b).tanh();
      case 18 -> a.select(0, 1).unsqueeze(0).expand(3, 4).add(b).tanh();
      case 19 -> a.cumsum(1).tanh().mul(b.amax(1, true).tanh());
      case 20 -> a.linear(w).view(4, 3).t().contiguous().add(b).sin();
      default -> Torch.recompute(x -> x.exp().sin().mul(x), a.tanh()).add(b);
    };
  }
}
