package dev.hydrant.trainer.lm.sedd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.diffusion.DiffusionContract;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Noise that masks, and what both kinds of noise share. */
class SeddTest extends DiffusionContract<Sedd> {
  @Override
  protected Sedd tiny() {
    return SeddModels.of(13, 6, 8, Map.of());
  }

  @Override
  protected Sedd small() {
    return SeddModels.of(13, 256, 64, Map.of());
  }

  @Test
  void counts_its_parameters() {
    Map<String, String> uniform = Map.of("transition_type", "uniform");
    assertThat(new Sedd(SeddModels.SCHEMA.defaults()).parameterCount()).isEqualTo(125_228_544L);
    assertThat(new Sedd(SeddModels.SCHEMA.bind(uniform)).parameterCount()).isEqualTo(125_227_776L);
    assertThat(SeddModels.of(256, 64, 64, Map.of()).parameterCount()).isEqualTo(141_248L);
    assertThat(SeddModels.of(256, 64, 64, uniform).parameterCount()).isEqualTo(141_184L);
  }

  private static Sedd.Parts parts(EagerTorch torch, Tensor logits, double sigma) {
    return SeddModels.of(5, 6, 8, Map.of())
        .parts(
            logits,
            torch.eye(6),
            Golden.row(torch, 0, 1, 2, 3),
            Golden.row(torch, 5, 1, 5, 3),
            torch.tensor(new double[] {sigma}, 1, 1));
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Sigma s = SeddModels.SCHEMA.defaults().sigma();
          Tensor t = torch.tensor(new double[] {0.3}, 1, 1);
          assertThat(s.total(t).item()).isCloseTo(0.356246, within(tolerance));
          assertThat(s.rate(t).item()).isCloseTo(1.426531, within(tolerance));
          Tensor each = parts(torch, referenceLogits(torch), s.total(0.3)).entropy();
          assertThat(each.toDoubles())
              .containsExactly(new double[] {2.088328, 0, 2.918159, 0}, within(tolerance));
          assertThat(each.mean().mul(s.rate(t)).item()).isCloseTo(1.785478, within(tolerance));
        });
  }

  @Test
  void the_rate_is_the_slope_of_the_total() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      for (SigmaSchedule schedule : SigmaSchedule.values()) {
        Sigma s = new Sigma(schedule, 1e-3, 1e-4, 20);
        for (double t : new double[] {0.001, 0.3, 0.9}) {
          Tensor at = torch.tensor(new double[] {t}, 1, 1);
          double slope = (s.total(t + 1e-6) - s.total(t - 1e-6)) / 2e-6;
          assertThat(s.rate(at).item()).isCloseTo(slope, within(1e-7 * (1 + slope)));
          assertThat(s.total(at).item()).isCloseTo(s.total(t), within(1e-12));
        }
      }
    }
  }

  @Test
  void a_uniform_guess_costs_r_times_the_entropy_and_a_perfect_one_nothing() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      for (double sigma : new double[] {1e-3, 0.7, 5}) {
        double[] guess = parts(torch, torch.zeros(4, 6), sigma).entropy().toDoubles();
        assertThat(guess[0]).isCloseTo(Math.log(5) / Math.expm1(sigma), within(1e-9));
        Tensor right = torch.tensor(new long[] {0, 1, 2, 3}, 4).oneHot(6).to(DType.FLOAT64);
        Tensor ratios = right.mul(60 + Math.log(5)).sub(60);
        assertThat(parts(torch, ratios, sigma).entropy().toDoubles())
            .containsExactly(new double[4], within(1e-9));
      }
      Tensor any = referenceLogits(torch).mul(5);
      assertThat(parts(torch, any, 0.7).entropy().amin().item()).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void scores_that_sum_to_r_cost_the_cross_entropy_over_t() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor logits = referenceLogits(torch);
      Tensor sum = logits.slice(1, 0, 5).logsumexp(1, true);
      Sigma s = SeddModels.SCHEMA.defaults().sigma();
      for (double t : new double[] {0.01, 0.3, 1}) {
        Sedd.Parts parts = parts(torch, logits.sub(sum).add(Math.log(5)), s.total(t));
        double rate = s.rate(torch.tensor(new double[] {t}, 1, 1)).item();
        double[] cross = parts.crossEntropy().toDoubles();
        double[] entropy = parts.entropy().toDoubles();
        assertThat(entropy[0] * rate).isCloseTo(cross[0] / t, within(1e-9 / t));
        assertThat(entropy[2] * rate).isCloseTo(cross[2] / t, within(1e-9 / t));
      }
    }
  }

  @Test
  void starts_at_the_entropy_of_the_vocabulary() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      for (boolean continuous : new boolean[] {true, false}) {
        Sedd model =
            SeddModels.of(13, 64, 8, Map.of("lm_loss_weight", 0, "continuous_time", continuous));
        Weights weights = Weights.create(torch, model, 1);
        Parameter table = weights.parameters().get(0);
        assertThat(table.name()).isEqualTo("wte.weight");
        weights.set(table, torch.zeros(14, 8));
        torch.randomKey(1, 1);
        Tensor ids = ids(torch, 1, 13, 512, 64);
        Objective o = torch.noGrad(() -> model.objective(ids, Phase.TRAIN));
        assertThat(o.loss().item()).isCloseTo(Math.log(13), within(0.03 * Math.log(13)));
        assertThat(o.metrics().get(Sedd.CROSS_ENTROPY).item())
            .isCloseTo(Math.log(13), within(1e-4));
      }
    }
  }

  @Test
  void refuses_to_learn_nothing() {
    assertThatThrownBy(
            () -> SeddModels.of(13, 6, 8, Map.of("lm_loss_weight", 0, "se_loss_weight", 0)))
        .hasMessageContaining("lm_loss_weight");
  }

  @Test
  void a_uniform_guess_costs_the_same_at_every_time() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Sigma s = SeddModels.SCHEMA.defaults().sigma();
      for (double t : new double[] {1e-3, 0.1, 0.5, 1}) {
        double rate = s.rate(torch.tensor(new double[] {t}, 1, 1)).item();
        double atMask = parts(torch, torch.zeros(4, 6), s.total(t)).entropy().toDoubles()[0];
        double masks = -Math.expm1(-s.total(t));
        assertThat(rate * masks * atMask).isCloseTo((1 - 1e-3) * Math.log(5), within(1e-9));
      }
    }
  }

  @Test
  void refuses_a_mask_where_noise_does_not_mask() {
    assertThatThrownBy(
            () ->
                SeddModels.of(
                    13, 6, 8, Map.of("transition_type", "uniform", "absorbing_state_idx", 3)))
        .hasMessageContaining("absorbing_state_idx");
  }
}
