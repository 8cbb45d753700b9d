package dev.hydrant.trainer.lm.mod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.CausalModelContract;
import dev.hydrant.trainer.lm.Configs;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.GptBlock;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureOfDepthsTest extends CausalModelContract<MixtureOfDepths> {
  private static final String TINY = "vocab_size: 13, n_ctx: 6, d_model: 8, num_heads: 2";

  private boolean crossEntropyAlone;

  private static MixtureOfDepths model(String yaml) {
    return new MixtureOfDepths(Configs.of(MixtureOfDepthsConfig.class, "{" + yaml + "}"));
  }

  @Override
  protected MixtureOfDepths tiny() {
    return model(TINY + ", n_layers: 3, every_other: true, capacity: 0.5");
  }

  @Override
  protected MixtureOfDepths small() {
    return model(
        "vocab_size: 13, n_ctx: 256, d_model: 64, num_heads: 2, n_layers: 2, capacity: 0.5,"
            + " every_other: true");
  }

  /** The predictors' loss falls to its own entropy at best. */
  @Override
  protected double learnedLoss() {
    return 0.7;
  }

  @Override
  protected Tensor logits(MixtureOfDepths model, Tensor ids) {
    return model.logits(ids);
  }

  @Override
  protected Tensor loss(MixtureOfDepths model, Tensor ids, Tensor targets) {
    return model.loss(ids, targets, Phase.VALIDATION).loss();
  }

  @Override
  protected Objective objective(MixtureOfDepths model, Tensor ids, Tensor targets, Phase phase) {
    return crossEntropyAlone
        ? new Objective(model.crossEntropy(ids, targets))
        : model.loss(ids, targets, phase);
  }

  @Override
  protected boolean reachesLoss(Parameter p) {
    return !(crossEntropyAlone && p.name().contains("predictor"));
  }

  /** The predictors' loss is kept from the trunk, so the whole has no gradient in that sense. */
  @Test
  @Override
  protected void the_gradient_agrees_with_finite_differences() {
    crossEntropyAlone = true;
    super.the_gradient_agrees_with_finite_differences();
  }

  @Test
  void counts_parameters_without_allocating() {
    String tiny = "vocab_size: 256, n_ctx: 64, d_model: 64, num_heads: 2, n_layers: 2";
    assertThat(model("").parameterCount()).isEqualTo(124_458_264L);
    assertThat(model("every_other: true").parameterCount()).isEqualTo(124_449_036L);
    assertThat(model(tiny).parameterCount()).isEqualTo(120_836L);
    assertThat(model(tiny + ", every_other: true").parameterCount()).isEqualTo(120_706L);
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          MixtureOfDepths model = model(TINY + ", n_layers: 1, capacity: 0.5, predictor: false");
          Golden.fill(torch, model, "mm" + Golden.GPT_BLOCK + "mv" + "gv");
          Tensor ids = Golden.ids(torch);
          assertThat(model.chosen(ids).get(0).toLongs()).containsExactly(0, 3, 5);
          assertThat(model.loss(ids, Golden.targets(torch), Phase.TRAIN).loss().item())
              .isCloseTo(2.857537, within(tolerance));
          assertThat(Golden.first(model.logits(ids), 5))
              .containsExactly(new double[] {-0.167591, 1.126119, -0.220801}, within(tolerance));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "none"})
  void at_full_capacity_with_open_gates_it_is_gpt2(String gate) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      MixtureOfDepths model =
          model(TINY + ", n_layers: 2, capacity: 1, predictor: false, mod_gate: " + gate);
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.1);
      Gpt2 gpt = new Gpt2(new Gpt2Config(13, 6, 8, 2, 2, 4, true));
      Weights same = Weights.create(torch, gpt, 1);
      List<Parameter> shared =
          model.parameters().stream().filter(p -> !p.name().contains("router")).toList();
      for (int i = 0; i < shared.size(); i++) {
        same.set(gpt.parameters().get(i), shared.get(i));
      }
      if (gate.equals("raw")) {
        for (Parameter p : model.parameters()) {
          if (p.name().contains("router")) {
            weights.set(p, torch.full(DType.FLOAT64, p.name().endsWith("bias") ? 1 : 0, p.shape()));
          }
        }
      }
      assertThat(model.logits(Golden.ids(torch)).toDoubles())
          .containsExactly(gpt.logits(Golden.ids(torch)).toDoubles(), within(1e-12));
    }
  }

  @Test
  void a_routed_block_changes_the_tokens_it_takes_and_leaves_the_others_bit_by_bit() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      MixtureOfDepthsConfig config =
          Configs.of(MixtureOfDepthsConfig.class, "{" + TINY + ", capacity: 0.01}");
      RoutedBlock block = new RoutedBlock(config, new GptBlock.Shape(8, 2, 4, 1, 1e-5, true));
      perturb(Weights.create(torch, block, 1), 0.3);
      torch.randomKey(1, 1);
      Tensor x = torch.random("x").normal(2, 6, 8);
      double[] moved = block.byValue(x).x().sub(x).abs().amax(2).view(12).toDoubles();
      long[] taken = block.chosen(block.values(x)).toLongs();
      assertThat(taken).hasSize(2);
      for (int i = 0; i < 12; i++) {
        if (i % 6 == taken[i / 6]) {
          assertThat(moved[i]).isPositive();
        } else {
          assertThat(moved[i]).isZero();
        }
      }
    }
  }

  @Test
  void of_equal_values_the_first_tokens_are_taken() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      MixtureOfDepths model = model(TINY + ", n_layers: 1, capacity: 0.5");
      Weights weights = Weights.create(torch, model, 1);
      for (Parameter p : model.parameters()) {
        if (p.name().contains("router")) {
          weights.set(p, torch.zeros(p.shape()));
        }
      }
      assertThat(model.chosen(Golden.ids(torch)).get(0).toLongs()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void a_predictor_that_names_the_chosen_gives_what_the_choice_gives() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      MixtureOfDepthsConfig config =
          Configs.of(MixtureOfDepthsConfig.class, "{" + TINY + ", capacity: 0.5}");
      RoutedBlock block = new RoutedBlock(config, new GptBlock.Shape(8, 2, 4, 1, 1e-5, true));
      Weights weights = Weights.create(torch, block, 1);
      perturb(weights, 0.3);
      torch.randomKey(1, 1);
      Tensor x = torch.random("x").normal(1, 6, 8);
      double[] sorted = Arrays.stream(block.values(x).toDoubles()).sorted().toArray();
      Parameter weight = named(block, "predictor.weight");
      weights.set(weight, named(block, "router.weight"));
      weights.set(
          named(block, "predictor.bias"),
          named(block, "router.bias").sub((sorted[2] + sorted[3]) / 2));
      assertThat(block.byPrediction(x).toDoubles())
          .containsExactly(block.byValue(x).x().toDoubles(), within(1e-12));
    }
  }

  private static Parameter named(Module module, String name) {
    return module.parameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_predictors_learn_alone_and_the_router_learns_through_its_gate() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      for (String gate : List.of("raw", "sigmoid", "none")) {
        MixtureOfDepths model = model(TINY + ", n_layers: 2, capacity: 0.5, mod_gate: " + gate);
        Weights weights = Weights.create(torch, model, 1);
        perturb(weights, 0.1);
        Objective o = model.loss(Golden.ids(torch), Golden.targets(torch), Phase.TRAIN);
        Tensor ce = model.crossEntropy(Golden.ids(torch), Golden.targets(torch));
        List<Tensor> whole = torch.gradients(o.loss(), weights.trainable());
        List<Tensor> alone = torch.gradients(ce, weights.trainable());
        for (int i = 0; i < whole.size(); i++) {
          String name = weights.trainable().get(i).name();
          double apart = whole.get(i).sub(alone.get(i)).abs().amax().item();
          double size = alone.get(i).abs().amax().item();
          if (name.contains("predictor")) {
            assertThat(apart).as(name).isGreaterThan(1e-6);
          } else {
            assertThat(apart).as(name).isLessThan(1e-14);
          }
          if (name.contains("router")) {
            assertThat(size > 0).as("%s with gate %s", name, gate).isEqualTo(!gate.equals("none"));
          }
        }
      }
    }
  }

  @Test
  void starts_with_undecided_predictors_near_the_entropy_of_a_uniform_guess() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      MixtureOfDepths model =
          model("vocab_size: 256, n_ctx: 64, d_model: 64, num_heads: 2, n_layers: 2");
      Weights.create(torch, model, 7);
      Objective o = model.loss(ids(torch, 1, 256, 4, 64), ids(torch, 2, 256, 4, 64), Phase.TRAIN);
      assertThat(o.metrics().get("ce_loss").item()).isCloseTo(5.55, within(0.05));
      assertThat(o.metrics().get("predictor_loss").item()).isCloseTo(Math.log(2), within(0.01));
      assertThat(o.metrics().get("router_acc").item()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void a_predictor_that_names_none_is_right_about_those_left_out() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      MixtureOfDepths model =
          model("vocab_size: 13, n_ctx: 64, d_model: 8, num_heads: 2, n_layers: 2");
      Weights weights = Weights.create(torch, model, 7);
      for (Parameter p : model.parameters()) {
        if (p.name().endsWith("predictor.bias")) {
          weights.set(p, torch.full(DType.FLOAT32, -9, p.shape()));
        }
      }
      Objective o = model.loss(ids(torch, 1, 13, 4, 64), ids(torch, 2, 13, 4, 64), Phase.TRAIN);
      assertThat(o.metrics().get("router_acc").item()).isCloseTo(1 - 0.125, within(1e-6));
    }
  }

  @Test
  void a_choice_by_value_looks_ahead_unless_it_takes_all() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      for (double capacity : new double[] {1, 0.5}) {
        MixtureOfDepths model =
            model(TINY + ", n_layers: 2, eval_routing: topk, capacity: " + capacity);
        perturb(Weights.create(torch, model, 1), 0.3);
        double seen = 0;
        for (long last = 0; last < 13; last++) {
          Tensor before = model.logits(Golden.row(torch, 3, 1, 4, 1, 5, 9)).slice(1, 0, 5);
          Tensor after = model.logits(Golden.row(torch, 3, 1, 4, 1, 5, last)).slice(1, 0, 5);
          seen = Math.max(seen, before.sub(after).abs().amax().item());
        }
        if (capacity == 1) {
          assertThat(seen).isLessThan(1e-12);
        } else {
          assertThat(seen).isGreaterThan(1e-6);
        }
      }
    }
  }
}
