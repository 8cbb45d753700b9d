package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldTensorsTest {
  @Test
  void counts_those_of_all_open_scopes() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Tensor first = torch.ones(2);
      int before = HeldTensors.behind(first);
      try (Scope scope = torch.scope()) {
        Tensor inner = torch.ones(3);
        assertThat(HeldTensors.behind(inner)).isEqualTo(before + 1);
        Tensor kept = scope.keep(first.add(1));
        assertThat(HeldTensors.behind(kept)).isEqualTo(before + 2);
      }
      assertThat(HeldTensors.behind(first)).isEqualTo(before + 1);
    }
  }
}
