package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecomputeTest {
  @Test
  void gradientsAreThoseOfTheKeptComputation() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      torch.recompute(true);
      List<Tensor> x = List.of(torch.linspace(-1, 1, 12).view(3, 4));
      GradientCheck.run(
          torch,
          in -> Torch.recompute(y -> y.exp().mul(y).tanh(), in.get(0)).square().add(in.get(0)),
          x);
      GradientCheck.run(
          torch,
          in ->
              Torch.recompute(y -> y.exp().sin(), Torch.recompute(y -> y.tanh().exp(), in.get(0))),
          x);
    }
  }

  /** Three parts, of which the last also sees the first's result and draws random numbers. */
  private static Tensor threeParts(Tensor x, Tensor w) {
    Tensor a = Torch.recompute(y -> y.mm(w).tanh(), x.mul(2));
    Tensor b = Torch.recompute(y -> y.exp().mul(a).mm(w), a);
    List<Tensor> c =
        Torch.recomputeAll(
            y -> {
              Tensor noise = y.torch().random("noise").uniform(y.shape());
              return List.of(y.mul(noise).sin().add(a), y.square().mean(), y.exp());
            },
            b);
    // The third result is not used.
    return c.get(0).mul(y(b)).sum().add(c.get(1).mul(3));
  }

  private static Tensor y(Tensor b) {
    return b.torch().random("noise").normal(b.shape()).mul(b);
  }

  @Test
  void partsAreRunAgainOneByOneWithTheSameRandomNumbers() {
    List<List<double[]>> found = new ArrayList<>();
    for (boolean on : new boolean[] {false, true}) {
      try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
        torch.recompute(on);
        torch.randomKey(3, 1);
        Tensor x = torch.leaf(torch.linspace(-1, 1, 16).view(4, 4));
        Tensor w = torch.leaf(torch.linspace(-1, 2, 16).view(4, 4).sin());
        Tensor unused = torch.leaf(torch.ones(2));
        try (Scope s = torch.scope()) {
          Tensor loss = threeParts(x, w);
          List<double[]> all = new ArrayList<>(List.of(loss.toDoubles()));
          torch.gradients(loss, List.of(x, w, unused)).forEach(g -> all.add(g.toDoubles()));
          found.add(all);
        }
      }
    }
    for (int i = 0; i < 4; i++) {
      assertThat(found.get(1).get(i)).containsExactly(found.get(0).get(i), within(1e-12));
    }
  }

  @Test
  void whatIsComputedInAPartIsNotKept() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      for (boolean on : new boolean[] {false, true}) {
        torch.recompute(on);
        Tensor x = torch.leaf(torch.ones(4));
        try (Scope s = torch.scope()) {
          Tensor y = Torch.recompute(z -> z.exp().sin().cos().tanh().exp(), x);
          assertThat(alive(y)).isEqualTo(on ? 1 : 5);
          Tensor z = torch.noGrad(() -> Torch.recompute(v -> v.exp().sin().cos(), x));
          assertThat(alive(z)).isEqualTo(on ? 2 : 8);
        }
      }
    }
  }

  /** Tensors alive in the scope of one. */
  private static int alive(Tensor t) {
    return ((EagerTensor) t).toNDArray().getManager().getManagedArrays().size();
  }
}
