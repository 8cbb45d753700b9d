package dev.hydrant.trainer.lm.ngpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.RecordSchema;
import dev.hydrant.trainer.lm.CausalModelContract;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NgptTest extends CausalModelContract<Ngpt> {
  private static final List<String> BLOCK =
      List.of(
          "query",
          "key",
          "value",
          "att_c_proj",
          "c_fc",
          "mlp_c_proj",
          "attn_alpha",
          "mlp_alpha",
          "sqk",
          "suv");

  private static NgptConfig config(int v, int layers, int width, Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("vocab_size", v);
    values.put("num_layers", layers);
    values.put("model_dim", width);
    values.put("num_heads", 2);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return RecordSchema.of(NgptConfig.class).bind(values);
  }

  @Override
  protected Ngpt tiny() {
    return new Ngpt(config(13, 2, 8));
  }

  @Override
  protected Ngpt small() {
    return new Ngpt(config(13, 2, 64));
  }

  @Override
  protected Rule learningRule() {
    return new AdamW(1e-2, 0.9, 0.95, 1e-8, 0);
  }

  @Override
  protected void afterStep(Ngpt model, Weights weights) {
    normalise(model, weights);
  }

  @Override
  protected Tensor logits(Ngpt model, Tensor ids) {
    return model.logits(ids);
  }

  @Override
  protected Tensor loss(Ngpt model, Tensor ids, Tensor targets) {
    return model.loss(ids, targets);
  }

  private static void normalise(Ngpt model, Weights weights) {
    try (Scope s = weights.torch().scope()) {
      weights.torch().noGrad(model::normalised).forEach(weights::set);
    }
  }

  private static Map<String, Parameter> named(Ngpt model) {
    return model.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
  }

  @ParameterizedTest
  @CsvSource({"50257, 12, 768, 190664832", "256, 2, 64, 165504", "50257, 24, 1024, 505996416"})
  void counts_parameters_without_allocating(int v, int layers, int width, long expected) {
    assertThat(new Ngpt(config(v, layers, width)).parameterCount()).isEqualTo(expected);
  }

  @Test
  void tied_tables_are_one() {
    assertThat(new Ngpt(config(256, 2, 64, "tie_embeddings", true)).parameterCount())
        .isEqualTo(165_504 - 256 * 64);
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Ngpt model = tiny();
          Weights weights = Weights.create(torch, model, 0);
          fill(model, weights);
          assertThat(model.loss(Golden.ids(torch), Golden.targets(torch)).item())
              .isCloseTo(5.150976, within(tolerance));
          Tensor logits = model.logits(Golden.ids(torch));
          assertThat(Golden.first(logits, 0))
              .containsExactly(new double[] {-0.308422, -0.058530, 0.250431}, within(tolerance));
          assertThat(Golden.first(logits, 5))
              .containsExactly(new double[] {0.149732, 0.053203, -0.369509}, within(tolerance));
          assertThat(model.nextLogits(Golden.ids(torch)).toDoubles())
              .containsExactly(logits.select(1, 5).contiguous().toDoubles(), within(1e-6));
        });
  }

  /** Fills in the order of the fixture; vectors are relative to their initial values. */
  private static void fill(Ngpt model, Weights weights) {
    Map<String, Parameter> all = named(model);
    EagerTorch torch = weights.torch();
    Tensor rows = Fill.tensor(torch, 'm', 0, 13, 8).pad(0.1, 0, 0, 0, 115);
    weights.set(all.get("wte.weight"), rows);
    int p = 1;
    for (int layer = 0; layer < 2; layer++) {
      for (String name : BLOCK) {
        set(weights, all.get("h." + layer + "." + name + ".weight"), p++);
      }
    }
    set(weights, all.get("lm_head.weight"), p++);
    set(weights, all.get("sz.weight"), p);
    normalise(model, weights);
  }

  private static void set(Weights weights, Parameter q, int p) {
    boolean vector = q.shape().length == 1;
    Tensor x = Fill.tensor(weights.torch(), vector ? 'g' : 'm', p, q.shape());
    weights.set(q, vector ? weights.torch().noGrad(() -> x.mul(q)) : x);
  }

  @Test
  void states_and_weights_are_unit_vectors_and_stay_so() {
    inDoublePrecision(
        (torch, model, weights) -> {
          normalise(model, weights);
          double[] once = weights.flat().toDoubles();
          Map<String, Parameter> all = named(model);
          for (String name : List.of("wte", "lm_head", "h.0.query", "h.1.key", "h.0.c_fc")) {
            assertLengths(all.get(name + ".weight"), 1);
          }
          for (String name : List.of("h.0.att_c_proj", "h.1.mlp_c_proj")) {
            assertLengths(all.get(name + ".weight"), 0);
          }
          assertLengths(model.hidden(ids(torch, 1, 13, 2, 6)), 2);
          normalise(model, weights);
          assertThat(weights.flat().toDoubles()).containsExactly(once, within(1e-14));
        });
  }

  private static void assertLengths(Tensor x, int dim) {
    Tensor squares = x.square().sum(dim);
    assertThat(squares.sub(1).abs().amax().item()).isLessThan(1e-12);
  }

  @Test
  void the_size_of_a_matrix_before_it_is_normalised_does_not_matter() {
    inDoublePrecision(
        (torch, model, weights) -> {
          normalise(model, weights);
          double[] before = model.logits(ids(torch, 1, 13, 1, 6)).toDoubles();
          for (String name : List.of("h.0.query", "h.1.c_fc", "h.0.mlp_c_proj", "lm_head")) {
            Parameter p = named(model).get(name + ".weight");
            weights.set(p, torch.noGrad(() -> p.mul(7)));
          }
          normalise(model, weights);
          assertThat(model.logits(ids(torch, 1, 13, 1, 6)).toDoubles())
              .containsExactly(before, within(1e-10));
        });
  }

  @Test
  void steps_of_zero_leave_the_embedding_and_the_sign_of_a_step_does_not_matter() {
    inDoublePrecision(
        (torch, model, weights) -> {
          normalise(model, weights);
          Tensor ids = ids(torch, 1, 13, 1, 6);
          double[] before = model.logits(ids).toDoubles();
          List<Parameter> steps =
              model.parameters().stream().filter(p -> p.name().contains("alpha")).toList();
          steps.forEach(p -> weights.set(p, torch.noGrad(p::neg)));
          assertThat(model.logits(ids).toDoubles()).containsExactly(before, within(1e-12));
          steps.forEach(p -> weights.set(p, torch.zeros(p.shape())));
          assertThat(model.hidden(ids).toDoubles())
              .containsExactly(
                  named(model).get("wte.weight").embedding(ids).toDoubles(), within(1e-12));
        });
  }

  @Test
  void the_factor_of_the_ungated_half_cancels() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor ids = ids(torch, 1, 13, 1, 6);
          double[] before = model.logits(ids).toDoubles();
          Parameter suv = named(model).get("h.0.suv.weight");
          double[] s = suv.toDoubles();
          for (int i = 0; i < s.length / 2; i++) {
            s[i] *= 3;
          }
          weights.set(suv, torch.tensor(s, s.length));
          assertThat(model.logits(ids).toDoubles()).containsExactly(before, within(1e-10));
        });
  }

  @Test
  void every_learned_vector_starts_at_its_effective_value() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Ngpt model =
          new Ngpt(
              config(13, 1, 64, "sqk_init", 2, "suv_init", 3, "sz_init", 4, "alpha_init", 0.07));
      Weights.create(torch, model, 3);
      Map<String, Double> stored =
          Map.of("attn_alpha", 0.125, "mlp_alpha", 0.125, "sqk", 0.125, "suv", 1.0, "sz", 0.125);
      Map<String, Parameter> all = named(model);
      stored.forEach(
          (name, value) ->
              assertThat(all.get((name.equals("sz") ? "" : "h.0.") + name + ".weight").toDoubles())
                  .as(name)
                  .containsOnly(value));
      for (double init : new double[] {0.05, 1, 7}) {
        Scale scale = new Scale(3, init, 0.125);
        Weights.create(torch, scale, 1);
        assertThat(scale.weight.toDoubles()).containsOnly(0.125);
        assertThat(scale.value().toDoubles())
            .containsExactly(new double[] {init, init, init}, within(1e-6));
      }
    }
  }

  @Test
  void optimizer_steps_and_what_follows_them_leave_unit_vectors() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Ngpt model = tiny();
      Weights weights = Weights.create(torch, model, 1);
      Map<String, Rule> rules = Map.of("all", learningRule());
      List<Map<String, Tensor>> batch =
          List.of(Map.of("inputs", ids(torch, 1, 13, 2, 6), "targets", ids(torch, 2, 13, 2, 6)));
      try (TrainStep step =
          TrainStep.traced(
              weights,
              (b, phase) -> new Objective(loss(model, b.get("inputs"), b.get("targets"))),
              rules)) {
        for (int i = 1; i <= 3; i++) {
          step.train(batch, new StepSettings(i, 1, 0, rules));
          normalise(model, weights);
          for (Parameter p : model.parameters()) {
            if (p.shape().length == 2) {
              int dim = p.name().contains("c_proj") ? 0 : 1;
              assertThat(p.square().sum(dim).sqrt().sub(1).abs().amax().item())
                  .as(p.name())
                  .isLessThan(1e-5);
            }
          }
        }
      }
    }
  }

  @Test
  void logits_are_no_larger_than_their_factors() {
    inDoublePrecision(
        (torch, model, weights) -> {
          normalise(model, weights);
          Tensor largest = named(model).get("sz.weight").mul(Math.sqrt(8)).abs();
          Tensor logits = model.logits(ids(torch, 1, 13, 2, 6)).abs();
          assertThat(logits.sub(largest).amax().item()).isLessThanOrEqualTo(1e-12);
        });
  }

  @Test
  void starts_at_the_entropy_of_the_whole_padded_vocabulary() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Ngpt model = new Ngpt(config(50257, 1, 64));
      Weights.create(torch, model, 3);
      Tensor ids = ids(torch, 1, 50257, 2, 64);
      assertThat(model.loss(ids, ids(torch, 2, 50257, 2, 64)).item())
          .isCloseTo(Math.log(50304) + 1.0 / 128, within(0.03));
    }
  }

  @Test
  void starts_with_cosines_as_logits() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Ngpt model = new Ngpt(config(256, 2, 64));
      Weights.create(torch, model, 3);
      Tensor ids = ids(torch, 1, 256, 4, 64);
      assertThat(model.logits(ids).abs().amax().item()).isLessThanOrEqualTo(1 + 1e-5);
      assertThat(model.loss(ids, ids(torch, 2, 256, 4, 64)).item())
          .isCloseTo(Math.log(256) + 1.0 / 128, within(0.02));
    }
  }
}
