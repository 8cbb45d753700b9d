package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrentOpsTest {
  @Test
  void gruFollowsItsEquationsAndIsDifferentiable() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      torch.randomKey(4, 0);
      RandomStream r = torch.random("gru");
      Tensor x = r.normal(3, 2, 4);
      Tensor h = r.normal(2, 5);
      Tensor wi = r.normal(15, 4);
      Tensor wh = r.normal(15, 5);
      Tensor bi = r.normal(15);
      Tensor bh = r.normal(15);
      GradientCheck.run(
          torch,
          in -> in.get(0).gru(in.get(1), in.get(2), in.get(3), in.get(4), in.get(5)),
          List.of(x, h, wi, wh, bi, bh));

      Tensor state = h;
      for (int t = 0; t < 3; t++) {
        List<Tensor> a = x.select(0, t).linear(wi, bi).chunk(3, 1);
        List<Tensor> b = state.linear(wh, bh).chunk(3, 1);
        Tensor reset = a.get(0).add(b.get(0)).sigmoid();
        Tensor update = a.get(1).add(b.get(1)).sigmoid();
        Tensor fresh = a.get(2).add(reset.mul(b.get(2))).tanh();
        state = fresh.add(update.mul(state.sub(fresh)));
        assertThat(x.gru(h, wi, wh, bi, bh).select(0, t).toDoubles())
            .containsExactly(state.toDoubles(), within(1e-12));
      }
    }
  }
}
