package dev.hydrant.trainer.lm.mtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.currentbest.CurrentBest;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
  void with_weight_zero_the_trunk_learns_as_current_best_does() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      MtpConfig c = config(12, 4, 8, 3, "mtp_lambda", 0);
      MtpModel model = create(c);
      CurrentBest plain = new CurrentBest(c.trunk());
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.1);
      Weights copied = Weights.create(torch, plain, 1);
      Map<String, Parameter> byName =
          model.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
      plain.parameters().forEach(p -> copied.set(p, byName.get(p.name())));
      Tensor inputs = ids(torch, 1, 12, 2, 8);
      Tensor targets = ids(torch, 2, 12, 2, 8);
      Tensor row = inputs.slice(1, 0, 6).contiguous();
      Tensor own = targets.slice(1, 0, 6).contiguous();
      Map<String, Tensor> expected =
          gradients(torch, plain.loss(row, own, window(row)), copied.trainable());
      Map<String, Tensor> actual =
          gradients(
              torch, objective(model, inputs, targets, Phase.TRAIN).loss(), weights.trainable());
      actual.forEach(
          (name, g) -> {
            if (name.startsWith("mtp.")) {
              assertThat(g.abs().amax().item()).as(name).isZero();
            } else {
              assertThat(g.toDoubles())
                  .as(name)
                  .containsExactly(expected.get(name).toDoubles(), within(1e-12));
            }
          });
    }
  }

  private static Map<String, Tensor> gradients(
      EagerTorch torch, Tensor loss, List<Parameter> parameters) {
    List<Tensor> gradients = torch.gradients(loss, parameters);
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (int i = 0; i < gradients.size(); i++) {
      out.put(parameters.get(i).name(), gradients.get(i));
    }
    return out;
  }

  @Test
  void what_is_minimised_weighs_the_mean_of_the_later_losses() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor inputs = ids(torch, 1, 12, 2, 8);
          Tensor targets = ids(torch, 2, 12, 2, 8);
          double[] l = losses(model, inputs, targets);
          assertThat(objective(model, inputs, targets, Phase.TRAIN).loss().item())
              .isCloseTo(l[0] + 0.3 * (l[1] + l[2]) / 2, within(1e-10));
        });
  }
}
