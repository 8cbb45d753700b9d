package dev.hydrant.trainer.lm.moe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.CausalModelContract;
import dev.hydrant.trainer.lm.Configs;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.step.LossFunction;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixtureOfExpertsTest extends CausalModelContract<MixtureOfExperts> {
  private static final String TINY =
      "vocab_size: 13, n_ctx: 6, d_model: 8, num_heads: 2, n_layers: 2, d_mult: 2, num_experts: 4";

  private static MixtureOfExpertsConfig config(String yaml) {
    return Configs.of(MixtureOfExpertsConfig.class, "{" + yaml + "}");
  }

  private static MixtureOfExperts model(String yaml) {
    return new MixtureOfExperts(config(yaml));
  }

  @Override
  protected MixtureOfExperts tiny() {
    return model(TINY + ", jitter_noise: 0.1");
  }

  @Override
  protected MixtureOfExperts small() {
    return model(
        "vocab_size: 13, n_ctx: 256, d_model: 64, num_heads: 2, n_layers: 2, d_mult: 2,"
            + " num_experts: 4");
  }

  @Override
  protected Tensor logits(MixtureOfExperts model, Tensor ids) {
    return model.logits(ids);
  }

  @Override
  protected Tensor loss(MixtureOfExperts model, Tensor ids, Tensor targets) {
    return model.loss(ids, targets, Phase.VALIDATION).loss();
  }

  @Override
  protected Objective objective(MixtureOfExperts model, Tensor ids, Tensor targets, Phase phase) {
    return model.loss(ids, targets, phase);
  }

  /** A layer with weights of its own, and the weights by name. */
  private record Layer(Experts experts, Weights weights, Map<String, Parameter> byName) {
    static Layer of(EagerTorch torch, String yaml) {
      Experts experts =
          new Experts(config("d_model: 8, num_heads: 2, " + yaml), 16, Init.normal(0.02));
      Weights weights = Weights.create(torch, experts, 1);
      perturb(weights, 0.5);
      Map<String, Parameter> byName =
          experts.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
      return new Layer(experts, weights, byName);
    }

    /** Expert j of x {@code [n, 8]} by its definition. */
    Tensor expert(int j, Tensor x) {
      Tensor h =
          x.linear(byName.get("w1").select(0, j))
              .geluTanh()
              .mul(x.linear(byName.get("w3").select(0, j)));
      return h.linear(byName.get("w2").select(0, j));
    }

    void set(String name, Tensor values) {
      weights.set(byName.get(name), values);
    }
  }

  private static EagerTorch doublePrecision() {
    return EagerTorch.open(Device.cpu(), DType.FLOAT64);
  }

  private static Tensor input(EagerTorch torch) {
    return Fill.tensor(torch, 'x', 50, 6, 8);
  }

  @Test
  void counts_parameters_without_allocating() {
    String tiny = "vocab_size: 256, n_ctx: 64, d_model: 64, num_heads: 2, n_layers: 2";
    assertThat(model("").parameterCount()).isEqualTo(747_321_600L);
    assertThat(model(tiny + ", num_experts: 1, top_k: 1").parameterCount()).isEqualTo(152_832L);
    assertThat(model(tiny + ", num_experts: 4").parameterCount()).isEqualTo(448_128L);
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Layer layer = Layer.of(torch, "num_experts: 3");
          layer.set("gate.weight", Fill.tensor(torch, 'm', 0, 3, 8));
          String[] names = {"w1", "w3", "w2"};
          for (int i = 0; i < 3; i++) {
            int at = i;
            long[] shape = i == 2 ? new long[] {8, 16} : new long[] {16, 8};
            layer.set(
                names[i],
                Torch.stack(
                    IntStream.range(0, 3)
                        .mapToObj(j -> Fill.tensor(torch, 'm', 1 + 3 * j + at, shape))
                        .toList(),
                    0));
          }
          Experts.Routed r = layer.experts.forward(input(torch), true);
          assertThat(r.counts().toLongs()).containsExactly(4, 3, 5);
          assertThat(r.balance().mul(0.01).item()).isCloseTo(0.010230, within(tolerance));
          assertThat(r.z().mul(0.001).item()).isCloseTo(0.001249, within(tolerance));
          assertThat(r.out().select(0, 0).slice(0, 0, 3).toDoubles())
              .containsExactly(new double[] {-0.026630, -0.011129, 0.011168}, within(tolerance));
          assertThat(r.out().select(0, 5).slice(0, 0, 3).toDoubles())
              .containsExactly(new double[] {0.028678, -0.031927, 0.045689}, within(tolerance));
        });
  }

  @Test
  void one_expert_is_a_gated_mlp() {
    try (EagerTorch torch = doublePrecision()) {
      Layer layer = Layer.of(torch, "num_experts: 1, top_k: 1");
      Tensor x = input(torch);
      assertThat(layer.experts.forward(x, false).out().toDoubles())
          .containsExactly(layer.expert(0, x).toDoubles(), within(1e-14));
    }
  }

  @Test
  void all_experts_are_the_mixture_by_probability() {
    try (EagerTorch torch = doublePrecision()) {
      Layer layer = Layer.of(torch, "num_experts: 3, top_k: 3");
      Tensor x = input(torch);
      Tensor p = x.linear(layer.byName.get("gate.weight")).softmax(-1);
      Tensor mixture =
          IntStream.range(0, 3)
              .mapToObj(j -> layer.expert(j, x).mul(p.slice(1, j, j + 1)))
              .reduce(Tensor::add)
              .orElseThrow();
      assertThat(layer.experts.forward(x, false).out().toDoubles())
          .containsExactly(mixture.toDoubles(), within(1e-14));
    }
  }

  @Test
  void equal_experts_make_the_routing_irrelevant() {
    try (EagerTorch torch = doublePrecision()) {
      Layer layer = Layer.of(torch, "num_experts: 4");
      for (String name : List.of("w1", "w3", "w2")) {
        Parameter w = layer.byName.get(name);
        layer.set(name, w.slice(0, 0, 1).expand(w.shape()).contiguous());
      }
      Tensor x = input(torch);
      assertThat(layer.experts.forward(x, false).out().toDoubles())
          .containsExactly(layer.expert(0, x).toDoubles(), within(1e-14));
    }
  }

  @Test
  void renaming_experts_changes_nothing_and_tokens_do_not_see_each_other() {
    try (EagerTorch torch = doublePrecision()) {
      Layer layer = Layer.of(torch, "num_experts: 3");
      Tensor x = input(torch);
      double[] before = layer.experts.forward(x, false).out().toDoubles();
      Tensor order = torch.tensor(new long[] {5, 3, 0, 1, 4, 2}, 6);
      Tensor moved = layer.experts.forward(x.indexSelect(0, order), false).out();
      Tensor back = torch.zeros(6, 8).indexCopy(0, order, moved);
      assertThat(back.toDoubles()).containsExactly(before, within(1e-14));
      Tensor names = torch.tensor(new long[] {2, 0, 1}, 3);
      layer.byName.keySet().stream()
          .toList()
          .forEach(n -> layer.set(n, layer.byName.get(n).indexSelect(0, names)));
      assertThat(layer.experts.forward(x, false).out().toDoubles())
          .containsExactly(before, within(1e-14));
    }
  }

  @Test
  void balance_is_one_when_even_and_the_number_of_experts_when_one_takes_all() {
    try (EagerTorch torch = doublePrecision()) {
      Layer layer = Layer.of(torch, "num_experts: 8, top_k: 1");
      Tensor x = input(torch).abs().add(1);
      layer.set("gate.weight", torch.zeros(8, 8));
      Experts.Routed even = layer.experts.forward(x, false);
      assertThat(even.balance().item()).isCloseTo(1, within(1e-12));
      assertThat(even.z().item()).isCloseTo(Math.pow(Math.log(8), 2), within(1e-12));
      assertThat(even.counts().toLongs()).containsExactly(6, 0, 0, 0, 0, 0, 0, 0);
      Tensor fourth = torch.arange(8).eq(torch.full(DType.INT64, 3)).to(DType.FLOAT64);
      layer.set("gate.weight", fourth.mul(100).unsqueeze(1).expand(8, 8).contiguous());
      Experts.Routed one = layer.experts.forward(x, false);
      assertThat(one.counts().toLongs()[3]).isEqualTo(6);
      assertThat(one.balance().item()).isCloseTo(8, within(1e-9));
    }
  }

  @Test
  void experts_without_tokens_have_a_gradient_of_zero() {
    try (EagerTorch torch = doublePrecision()) {
      Layer layer = Layer.of(torch, "num_experts: 8, top_k: 1");
      layer.set("gate.weight", torch.zeros(8, 8));
      Tensor loss = layer.experts.forward(input(torch), false).out().square().sum();
      List<Tensor> g = torch.gradients(loss, layer.weights.trainable());
      for (int i = 0; i < g.size(); i++) {
        if (layer.weights.trainable().get(i).name().startsWith("w")) {
          assertThat(g.get(i).select(0, 0).abs().amax().item()).isPositive();
          assertThat(g.get(i).slice(0, 1, 8).abs().amax().item()).isZero();
        }
      }
    }
  }

  @Test
  void jitter_moves_the_routing_in_training_alone() {
    try (EagerTorch torch = doublePrecision()) {
      Layer layer = Layer.of(torch, "num_experts: 3, jitter_noise: 0.5");
      Tensor x = input(torch);
      torch.randomKey(1, 1);
      assertThat(layer.experts.forward(x, true).z().item())
          .isNotEqualTo(layer.experts.forward(x, false).z().item());
      assertThat(layer.experts.forward(x, false).z().item())
          .isEqualTo(layer.experts.forward(x, false).z().item());
    }
  }

  @Test
  void starts_near_the_entropy_of_a_uniform_guess_plus_the_routers_losses() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      MixtureOfExperts model =
          model("vocab_size: 256, n_ctx: 64, d_model: 64, num_heads: 2, n_layers: 2");
      Weights.create(torch, model, 7);
      Tensor ids = ids(torch, 1, 256, 4, 64);
      Objective o = model.loss(ids, ids(torch, 2, 256, 4, 64), Phase.TRAIN);
      assertThat(o.metrics().get("ce_loss").item()).isCloseTo(5.55, within(0.05));
      assertThat(o.metrics().get("aux_loss").item()).isCloseTo(2 * 0.01, within(0.002));
      assertThat(o.metrics().get("z_loss").item())
          .isCloseTo(2 * 0.001 * Math.pow(Math.log(8), 2), within(0.0005));
    }
  }

  @Test
  void weights_of_the_losses_are_given_once_or_for_each_block() {
    assertThat(config("").alpha(3)).isEqualTo(0.01);
    assertThat(config("n_layers: 2, alphas: [0.1, 0.2]").alpha(1)).isEqualTo(0.2);
    assertThat(config("beta: 0.5").beta(7)).isEqualTo(0.5);
    assertThatThrownBy(() -> config("alpha: 0.1, alphas: [0.1]"))
        .hasMessageContaining("alpha and alphas exclude each other");
    assertThatThrownBy(() -> config("n_layers: 2, betas: [0.1]"))
        .hasMessageContaining("betas needs n_layers values");
    assertThatThrownBy(() -> config("top_k: 9")).hasMessageContaining("top_k must not exceed");
  }

  @Test
  void blocks_computed_again_have_the_same_gradient_jitter_and_router_losses_included() {
    List<double[]> found = new ArrayList<>();
    for (boolean again : new boolean[] {false, true}) {
      inDoublePrecision(
          (torch, model, weights) -> {
            torch.recompute(again);
            torch.randomKey(5, 1);
            Tensor loss =
                model.loss(ids(torch, 2, 13, 2, 6), ids(torch, 3, 13, 2, 6), Phase.TRAIN).loss();
            List<Tensor> g = torch.gradients(loss, weights.trainable());
            found.add(Torch.cat(g.stream().map(x -> x.view(-1)).toList(), 0).toDoubles());
          });
    }
    assertThat(found.get(1)).containsExactly(found.get(0), within(1e-13));
  }

  @Test
  void in_mixed_precision_the_experts_run_in_16_bits_and_the_router_does_not() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Layer layer = Layer.of(torch, "num_experts: 3");
      Experts.Routed full = layer.experts.forward(input(torch), false);
      torch.autocast(DType.BFLOAT16);
      Experts.Routed mixed = layer.experts.forward(input(torch), false);
      assertThat(mixed.z().item()).isEqualTo(full.z().item());
      assertThat(mixed.counts().toLongs()).containsExactly(full.counts().toLongs());
      double[] expected = full.out().toDoubles();
      assertThat(mixed.out().toDoubles()).isNotEqualTo(expected);
      double largest = full.out().abs().amax().item();
      assertThat(mixed.out().toDoubles()).containsExactly(expected, within(0.02 * largest));
    }
  }

  @Test
  void it_learns_in_mixed_precision_recorded_as_well_as_operator_by_operator() {
    Map<String, Rule> rules = Map.of("all", new AdamW(3e-3, 0.9, 0.95, 1e-8, 0));
    List<Double> last = new ArrayList<>();
    for (boolean traced : new boolean[] {true, false}) {
      try (EagerTorch torch = EagerTorch.cpu()) {
        torch.autocast(DType.BFLOAT16);
        MixtureOfExperts model = model(TINY);
        Weights weights = Weights.create(torch, model, 1);
        LossFunction f = (b, phase) -> model.loss(b.get("inputs"), b.get("targets"), phase);
        Map<String, Tensor> batch =
            Map.of("inputs", ids(torch, 2, 13, 4, 6), "targets", ids(torch, 3, 13, 4, 6));
        try (TrainStep step =
            traced ? TrainStep.traced(weights, f, rules) : TrainStep.eager(weights, f, rules)) {
          double loss = 0;
          for (int i = 1; i <= 10; i++) {
            loss = step.train(List.of(batch), new StepSettings(i, 5, 1, rules)).loss();
          }
          last.add(loss);
        }
      }
    }
    assertThat(last.get(0)).isLessThan(2.5).isCloseTo(last.get(1), within(0.02));
  }
}
