package dev.hydrant.trainer.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayersTest {
  @Test
  void batchNormNormalisesByTheBatchAndMovesItsStatistics() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      BatchNorm norm = new BatchNorm(3);
      Weights.create(torch, norm, 0);
      Tensor x = Fill.tensor(torch, 'x', 1, 4, 3, 5).mul(3).add(2);
      Map<Parameter, Tensor> updates = new LinkedHashMap<>();
      Tensor rows = norm.forward(x, updates).transpose(1, 2).view(20, 3);
      assertThat(rows.mean(0).toDoubles()).containsExactly(new double[3], within(1e-12));
      assertThat(rows.square().mean(0).toDoubles())
          .containsExactly(new double[] {1, 1, 1}, within(1e-4));

      Tensor flat = x.transpose(1, 2).view(20, 3);
      List<Tensor> moved = List.copyOf(updates.values());
      assertThat(moved.get(0).toDoubles())
          .containsExactly(flat.mean(0).mul(0.1).toDoubles(), within(1e-12));
      assertThat(moved.get(1).toDoubles())
          .containsExactly(flat.var(0, 1, false).mul(0.1).add(0.9).toDoubles(), within(1e-12));
      // With the initial statistics, mean 0 and variance 1, evaluation is the identity.
      assertThat(norm.forward(x, null).toDoubles()).containsExactly(x.toDoubles(), within(1e-4));
    }
  }

  @Test
  void gruLayersHaveTheSizesOfPyTorch() {
    assertThat(new Gru(4, 5, 2).parameterCount())
        .isEqualTo(3L * 5 * 4 + 3 * 5 * 5 + 6 * 5 + 2 * 3 * 5 * 5 + 6 * 5);
  }

  @Test
  void namesComeFromThePartsAndMayNotRepeat() {
    assertThat(new Gru(4, 5, 2).parameters())
        .extracting(Parameter::name)
        .startsWith("layers.0.weight_ih")
        .contains("layers.1.bias_hh");
    assertThatThrownBy(
            () ->
                new Module() {
                  {
                    parameter("w", Init.zeros(), 1);
                    buffer("w", Init.zeros(), 1);
                  }
                })
        .hasMessageContaining("declares 'w' twice");
  }

  @Test
  void parametersAreViewsOfOneVectorGroupedAndAligned() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Linear linear = new Linear(3, 2, true);
      Weights w =
          Weights.create(torch, linear, 1, p -> p.shape().length > 1 ? "matrices" : "vectors");
      assertThat(w.groups().keySet()).containsExactly("matrices", "vectors");
      assertThat(w.groups().get("vectors").start()).isEqualTo(16);
      torch.copy(torch.full(DType.FLOAT32, 7, w.flat().numel()), w.flat());
      assertThat(linear.weight.toDoubles()).containsOnly(7.0);
      assertThat(linear.bias.toDoubles()).containsOnly(7.0);
    }
  }

  @Test
  void initialValuesDependOnSeedAndNameAlone() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Linear a = new Linear(3, 2, true);
      Weights.create(torch, a, 5);
      double[] first = a.weight.toDoubles();
      Linear b = new Linear(3, 2, false);
      Weights.create(torch, b, 5);
      assertThat(b.weight.toDoubles()).isEqualTo(first);
      Linear c = new Linear(3, 2, false);
      Weights.create(torch, c, 6);
      assertThat(c.weight.toDoubles()).isNotEqualTo(first);
    }
  }
}
