package dev.hydrant.trainer.torch;

import ai.djl.Device;
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
}
