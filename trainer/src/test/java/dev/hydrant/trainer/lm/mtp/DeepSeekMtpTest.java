package dev.hydrant.trainer.lm.mtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.optim.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeepSeekMtpTest extends MtpTest {
  @Override
  MtpModel create(MtpConfig config) {
    return new DeepSeekMtp(config);
  }

  @Override
  int sight(int k) {
    return k;
  }

  @Override
  double firstLoss(int n) {
    return 1.1;
  }

  @Test
  void counts_parameters_without_allocating() {
    assertThat(new DeepSeekMtp(config(50257, 12, 768, 2)).parameterCount()).isEqualTo(283_855_928L);
    assertThat(new DeepSeekMtp(config(256, 4, 64, 2)).parameterCount()).isEqualTo(319_510L);
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          MtpModel model = create(config(13, 4, 16, 2));
          List<Parameter> order = order(model);
          order.add(29, null);
          Golden.fill(torch, model, order, TRUNK + "m" + "mgmgmmm");
          matches(model, torch, tolerance, 5.055498, 5.370649, 5.592563);
        });
  }

  @Test
  void with_weight_zero_the_trunk_learns_as_without_modules() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor inputs = ids(torch, 1, 12, 2, 8);
          Tensor targets = ids(torch, 2, 12, 2, 8);
          List<Tensor> losses = model.losses(inputs, targets, window(inputs));
          Tensor alone = model.losses(inputs, targets, window(inputs)).get(0);
          List<Tensor> first = torch.gradients(alone, weights.trainable());
          double expected =
              losses.get(0).item() + 0.15 * (losses.get(1).item() + losses.get(2).item());
          Tensor all = losses.get(0).add(losses.get(1).mul(0)).add(losses.get(2).mul(0));
          List<Tensor> none = torch.gradients(all, weights.trainable());
          for (int i = 0; i < first.size(); i++) {
            assertThat(none.get(i).toDoubles())
                .containsExactly(first.get(i).toDoubles(), within(1e-12));
          }
          assertThat(objective(model, inputs, targets, Phase.TRAIN).loss().item())
              .isCloseTo(expected, within(1e-10));
        });
  }
}
