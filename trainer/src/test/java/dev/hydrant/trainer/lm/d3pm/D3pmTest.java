package dev.hydrant.trainer.lm.d3pm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.diffusion.DiffusionContract;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Noise that masks, and what all kinds of noise share. */
class D3pmTest extends DiffusionContract<D3pm> {
  @Override
  protected D3pm tiny() {
    return D3pmModels.tiny(D3pmTransition.ABSORBING);
  }

  @Override
  protected D3pm small() {
    return D3pmModels.small(D3pmTransition.ABSORBING);
  }

  @Test
  void counts_its_parameters() {
    Map<String, String> uniform = Map.of("transition_type", "uniform");
    assertThat(new D3pm(D3pmModels.SCHEMA.defaults()).parameterCount()).isEqualTo(125_228_544L);
    assertThat(new D3pm(D3pmModels.SCHEMA.bind(uniform)).parameterCount()).isEqualTo(125_227_776L);
    assertThat(D3pmModels.of(256, 64, 64, Map.of()).parameterCount()).isEqualTo(141_248L);
    assertThat(D3pmModels.of(256, 64, 64, uniform).parameterCount()).isEqualTo(141_184L);
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          D3pm model =
              D3pmModels.of(5, 6, 8, Map.of("noise_schedule", "mutual_info", "num_timesteps", 10));
          Weights.create(torch, model, 0);
          D3pm.Parts parts =
              model.parts(
                  referenceLogits(torch),
                  torch.eye(6),
                  Golden.row(torch, 0, 1, 2, 3),
                  Golden.row(torch, 5, 1, 5, 3),
                  torch.tensor(new long[] {4}, 1, 1));
          assertThat(parts.bound().item()).isCloseTo(1.277961, within(tolerance));
          assertThat(parts.crossEntropy().item()).isCloseTo(1.022369, within(tolerance));
        });
  }

  @Test
  void schedules_have_their_closed_forms() {
    Betas linear = Betas.of(BetaSchedule.MUTUAL_INFO, 10, 0.02, 1);
    for (int t = 0; t <= 10; t++) {
      assertThat(linear.lost()[t]).isCloseTo(t / 10.0, within(1e-12));
    }
    for (BetaSchedule schedule : BetaSchedule.values()) {
      Betas b = Betas.of(schedule, 10, 0.02, 1);
      double kept = 1;
      for (int t = 1; t <= 10; t++) {
        kept *= 1 - b.beta()[t];
        assertThat(1 - b.lost()[t]).isCloseTo(kept, within(1e-12));
        assertThat(b.lost()[t]).isGreaterThan(b.lost()[t - 1]);
      }
    }
    assertThat(Betas.of(BetaSchedule.LINEAR, 10, 0.02, 1).beta()).contains(0.02, 1);
  }

  @Test
  void a_uniform_guess_costs_the_entropy_of_the_vocabulary() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      D3pm model =
          D3pmModels.of(13, 64, 8, Map.of("noise_schedule", "mutual_info", "num_timesteps", 50));
      Weights weights = Weights.create(torch, model, 1);
      Parameter table = weights.parameters().get(0);
      assertThat(table.name()).isEqualTo("wte.weight");
      weights.set(table, torch.zeros(14, 8));
      torch.randomKey(1, 1);
      Tensor ids = ids(torch, 1, 13, 512, 64);
      double loss = torch.noGrad(() -> model.objective(ids, Phase.TRAIN).loss()).item();
      assertThat(loss).isCloseTo(1.01 * Math.log(13), within(0.02 * Math.log(13)));
    }
  }

  @Test
  void without_its_last_layer_the_time_is_not_seen() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      D3pm model = tiny();
      Weights weights = Weights.create(torch, model, 1);
      Tensor ids = Golden.ids(torch);
      Tensor early = torch.tensor(new double[] {1}, 1, 1);
      Tensor late = torch.tensor(new double[] {9}, 1, 1);
      assertThat(model.logits(ids, early).toDoubles())
          .isNotEqualTo(model.logits(ids, late).toDoubles());
      for (Parameter p : weights.trainable()) {
        if (p.name().startsWith("time.mlp.2")) {
          weights.set(p, torch.zeros(p.shape()));
        }
      }
      assertThat(model.logits(ids, early).toDoubles())
          .isEqualTo(model.logits(ids, late).toDoubles());
    }
  }

  @Test
  void noise_can_wander_over_the_neighbours_of_the_first_embeddings() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      D3pm model = D3pmModels.tiny(D3pmTransition.NEAREST_NEIGHBOR);
      Weights weights = Weights.create(torch, model, 1);
      torch.randomKey(1, 1);
      Tensor loss = model.objective(ids(torch, 1, 13, 64, 6), Phase.TRAIN).loss();
      assertThat(loss.item()).isBetween(0.01, 10.0);
      assertThat(torch.gradients(loss, weights.trainable()))
          .allSatisfy(
              g -> assertThat(g.isfinite().to(torch.floatType()).mean().item()).isEqualTo(1));
    }
  }

  @Test
  void refuses_matrices_that_would_not_fit() {
    for (String type : new String[] {"gaussian", "nearest_neighbor"}) {
      assertThatThrownBy(() -> D3pmModels.of(1025, 6, 8, Map.of("transition_type", type)))
          .hasMessageContaining("vocab_size");
    }
    assertThatThrownBy(() -> D3pmModels.of(1024, 6, 8, Map.of("transition_type", "gaussian")))
        .hasMessageContaining("num_timesteps");
  }

  @Test
  void at_every_step_masks_as_likely_as_their_weight_is_small_cost_the_entropy_of_a_guess() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      D3pm model =
          D3pmModels.of(5, 4, 8, Map.of("noise_schedule", "mutual_info", "num_timesteps", 10));
      Weights.create(torch, model, 0);
      for (int t = 1; t <= 10; t++) {
        D3pm.Parts all =
            model.parts(
                torch.zeros(4, 6),
                torch.eye(6),
                Golden.row(torch, 0, 1, 2, 3),
                Golden.row(torch, 5, 5, 5, 5),
                torch.tensor(new long[] {t}, 1, 1));
        // The weight is T/t, as that of masked diffusion with a linear schedule, and a token is
        // masked with probability t/T.
        assertThat(all.bound().item()).isCloseTo(10.0 / t * Math.log(5), within(1e-12));
      }
    }
  }

  @Test
  void the_end_of_noise_is_a_mask_or_nearly_uniform() {
    assertThat(D3pmModels.of(5, 4, 8, Map.of("noise_schedule", "mutual_info")).left()).isZero();
    assertThat(D3pmModels.of(5, 4, 8, Map.of()).left()).isBetween(0.0, 1e-4);
    D3pm uniform = D3pmModels.of(6, 4, 8, Map.of("transition_type", "uniform"));
    assertThat(D3pm.priorOfUniform(1 - uniform.left(), 6)).isCloseTo(0, within(1e-12));
    assertThat(uniform.prior()).hasValueSatisfying(s -> assertThat(s).contains("from uniform"));
    // One step that keeps all but a tenth: KL of (0.9 + 0.1/6, 0.1/6, …) from uniform.
    double kept = 0.9 + 0.1 / 6;
    assertThat(D3pm.priorOfUniform(0.1, 6))
        .isCloseTo(kept * Math.log(6 * kept) + 5 * 0.1 / 6 * Math.log(0.1), within(1e-12));
  }

  @Test
  void refuses_a_mask_where_noise_does_not_mask() {
    assertThatThrownBy(
            () ->
                D3pmModels.of(
                    13, 6, 8, Map.of("transition_type", "uniform", "absorbing_state_idx", 3)))
        .hasMessageContaining("absorbing_state_idx");
  }
}
