package dev.hydrant.trainer.lm.mdlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.diffusion.Denoiser;
import dev.hydrant.trainer.lm.diffusion.DiffusionContract;
import dev.hydrant.trainer.lm.diffusion.ReverseProcess;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MdlmTest extends DiffusionContract<Mdlm> {
  private static final RecordSchema<MdlmConfig> SCHEMA = RecordSchema.of(MdlmConfig.class);

  private static Mdlm model(int vocabulary, int context, int dim, Map<String, ?> more) {
    Map<String, Object> keys = new HashMap<>();
    keys.put("vocab_size", vocabulary);
    keys.put("n_ctx", context);
    keys.put("d_model", dim);
    keys.put("num_heads", 2);
    keys.put("n_layers", 2);
    keys.putAll(more);
    return new Mdlm(SCHEMA.bind(keys));
  }

  @Override
  protected Mdlm tiny() {
    return model(13, 6, 8, Map.of("time_conditioning", true, "num_sampling_steps", 5));
  }

  @Override
  protected Mdlm small() {
    return model(13, 256, 64, Map.of());
  }

  @Test
  void counts_its_parameters() {
    assertThat(new Mdlm(SCHEMA.defaults()).parameterCount()).isEqualTo(124_440_576L);
    assertThat(model(256, 64, 64, Map.of()).parameterCount()).isEqualTo(120_640L);
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Mdlm model = model(5, 6, 8, Map.of());
          Tensor t = torch.tensor(new double[] {0.3}, 1, 1);
          MaskSchedule s = new MaskSchedule(AlphaType.COSINE, 0.001, 1);
          assertThat(1 - s.lost(t).item()).isCloseTo(0.787001, within(tolerance));
          assertThat(-s.rate(t).item()).isCloseTo(-1.275232, within(tolerance));
          assertThat(bound(torch, model, referenceLogits(torch), 0.3))
              .isCloseTo(3.060486, within(tolerance));
        });
  }

  /** Of true states 0 1 2 3, of which the first and the third are masked. */
  private static double bound(EagerTorch torch, Mdlm model, Tensor logits, double t) {
    return model
        .bound(
            logits,
            torch.eye(6),
            Golden.row(torch, 0, 1, 2, 3),
            Golden.row(torch, 5, 1, 5, 3),
            torch.tensor(new double[] {t}, 1, 1))
        .item();
  }

  @Test
  void only_masks_count_and_constants_and_the_mask_s_own_logit_do_not() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Mdlm model = model(5, 6, 8, Map.of());
      Tensor logits = referenceLogits(torch);
      double bound = bound(torch, model, logits, 0.3);
      assertThat(bound(torch, model, logits.add(7), 0.3)).isCloseTo(bound, within(1e-5));
      Tensor seen = torch.tensor(new double[] {0, 1, 0, 1}, 4, 1);
      assertThat(bound(torch, model, logits.add(seen.mul(logits.square())), 0.3)).isEqualTo(bound);
      Tensor mask = torch.tensor(new double[] {0, 0, 0, 0, 0, 9}, 1, 6);
      assertThat(bound(torch, model, logits.add(mask), 0.3)).isEqualTo(bound);
      Mdlm plain = model(5, 6, 8, Map.of("use_subs_parameterization", false));
      assertThat(bound(torch, plain, logits.add(mask), 0.3)).isGreaterThan(bound + 1);
      Tensor right = torch.tensor(new long[] {0, 1, 2, 3}, 4).oneHot(6).to(logits.dtype()).mul(50);
      assertThat(bound(torch, model, right, 0.3)).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void the_rate_is_the_slope_of_what_is_lost() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          for (AlphaType type : AlphaType.values()) {
            MaskSchedule s = new MaskSchedule(type, 0.001, 1);
            for (double t : new double[] {0, 0.001, 0.3, 0.9, 1}) {
              double slope = (s.lost(t + 1e-6) - s.lost(t - 1e-6)) / 2e-6;
              Tensor at = torch.tensor(new double[] {t}, 1, 1);
              assertThat(s.rate(at).item()).isCloseTo(slope, within(tolerance));
              assertThat(s.lost(at).item()).isCloseTo(s.lost(t), within(1e-7));
            }
          }
          double first =
              model(5, 6, 8, Map.of()).weight(torch.tensor(new double[] {0}, 1, 1)).item();
          assertThat(first).isBetween(240.0, 260.0);
        });
  }

  @Test
  void a_uniform_guess_costs_the_entropy_of_the_vocabulary() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      for (boolean continuous : new boolean[] {true, false}) {
        Mdlm model = model(13, 64, 8, Map.of("continuous_time", continuous));
        Weights weights = Weights.create(torch, model, 1);
        weights.set(model.parameters().get(0), torch.zeros(14, 8));
        torch.randomKey(1, 1);
        Tensor ids = ids(torch, 1, 13, 512, 64);
        double loss = torch.noGrad(() -> model.objective(ids, Phase.TRAIN).loss()).item();
        assertThat(loss).isCloseTo(0.998845 * Math.log(13), within(0.02 * Math.log(13)));
      }
    }
  }

  @Test
  void times_are_equally_spaced_and_masks_fall_as_often_as_they_should() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Spread model = new Spread();
      torch.randomKey(2, 1);
      double[] t = Spread.times(torch, 8, true).toDoubles();
      for (int i = 1; i < 8; i++) {
        double gap = t[i] - t[i - 1];
        assertThat(gap < 0 ? gap + 1 : gap).isCloseTo(1 / 8.0, within(1e-6));
      }
      assertThat(Arrays.stream(t).allMatch(x -> x >= 0 && x < 1)).isTrue();
      Tensor lost = torch.tensor(new double[] {0.1, 0.8}, 2, 1);
      Tensor noised = model.mask(torch.full(DType.INT64, 3, 2, 20000), lost);
      Tensor share = noised.eq(5).to(torch.floatType()).mean(1);
      assertThat(share.toDoubles()).containsExactly(new double[] {0.1, 0.8}, within(0.01));
    }
  }

  /** Opens what all denoisers inherit. */
  private static final class Spread extends Denoiser {
    Spread() {
      super(SCHEMA.bind(Map.of("vocab_size", 5)).sizes());
    }

    static Tensor times(EagerTorch torch, long rows, boolean spread) {
      return Denoiser.times(torch, rows, spread);
    }

    Tensor mask(Tensor states, Tensor lost) {
      return masked(states, lost);
    }

    @Override
    protected double meanLost() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Objective objective(Tensor ids, Phase phase) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReverseProcess reverse(int steps) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void a_token_of_the_vocabulary_can_serve_as_mask() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Mdlm model = model(13, 6, 8, Map.of("absorbing_state_idx", 4));
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.1);
      assertThat(model.states().of(Golden.row(torch, 3, 4, 12, 0)).toLongs())
          .containsExactly(3, 12, 4, 0);
      assertThat(model.states().swap(12)).isEqualTo(4);
      torch.randomKey(1, 1);
      Tensor all = torch.full(DType.INT64, 4, 2, 6);
      assertThat(torch.noGrad(() -> model.objective(all, Phase.TRAIN).loss()).item()).isZero();
    }
  }

  @Test
  void refuses_what_does_not_fit_together() {
    assertThatThrownBy(() -> model(13, 6, 9, Map.of())).hasMessageContaining("num_heads");
    assertThatThrownBy(() -> model(13, 6, 8, Map.of("absorbing_state_idx", 13)))
        .hasMessageContaining("absorbing_state_idx");
    assertThatThrownBy(() -> model(13, 6, 8, Map.of("alpha_max", 0.0005)))
        .hasMessageContaining("alpha_min");
  }

  @Test
  void the_weights_of_all_times_and_masks_add_up_to_the_share_that_is_lost() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      torch.randomKey(1, 1);
      Tensor t = Spread.times(torch, 4096, true);
      MaskSchedule cosine = new MaskSchedule(AlphaType.COSINE, 0.001, 1);
      Tensor expected = model(5, 6, 8, Map.of()).weight(t).mul(cosine.lost(t));
      assertThat(expected.mean().item() * Math.log(50257)).isCloseTo(10.8124, within(1e-3));
    }
  }

  @Test
  void in_discrete_time_a_linear_schedule_weighs_masks_by_the_inverse_of_time() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Mdlm model =
          model(
              5,
              6,
              8,
              Map.of(
                  "alpha_type",
                  "linear",
                  "alpha_min",
                  0,
                  "continuous_time",
                  false,
                  "num_timesteps",
                  10));
      for (int i = 1; i <= 10; i++) {
        assertThat(model.weight(torch.tensor(new double[] {i / 10.0}, 1, 1)).item())
            .isCloseTo(10.0 / i, within(1e-9));
      }
    }
  }
}
