package dev.hydrant.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adam, AdamW and SGD against PyTorch's definitions, written out element by element. */
class AdamFamilyTest {
  private static final int N = 12;
  private static final int STEPS = 5;

  /** Two vectors whose gradients are what the batch says. */
  private static final class Two extends Module {
    final Parameter a = parameter("a", Init.constant(0.7), N);
    final Parameter b = parameter("b", Init.constant(-0.4), N);

    Objective loss(Map<String, Tensor> batch, Phase phase) {
      return new Objective(a.mul(batch.get("a")).sum().add(b.mul(batch.get("b")).sum()));
    }
  }

  private static double[] gradient(String name, int step) {
    return Fill.values('x', N, (name.equals("a") ? 10 : 50) + step);
  }

  /** What {@code torch.optim} documents, in double precision. */
  private static double[] expected(String name, double start, Rule rule, double clip, int steps) {
    double[] w = new double[N];
    double[] m = new double[N];
    double[] v = new double[N];
    java.util.Arrays.fill(w, start);
    for (int t = 1; t <= steps; t++) {
      double norm = 0;
      for (String each : List.of("a", "b")) {
        for (double x : gradient(each, t)) {
          norm += x * x;
        }
      }
      norm = Math.sqrt(norm);
      double s = clip > 0 && norm > clip ? clip / (norm + 1e-6) : 1;
      double[] all = gradient(name, t);
      for (int i = 0; i < N; i++) {
        double g = all[i] * s;
        if (rule instanceof Sgd r) {
          g += r.weightDecay() * w[i];
          m[i] = r.momentum() * m[i] + g;
          w[i] -= r.lr() * m[i];
          continue;
        }
        double[] h = rule.numbers(); // lr, beta1, beta2, eps, decay
        if (rule instanceof Adam) {
          g += h[4] * w[i];
        } else {
          w[i] *= 1 - h[0] * h[4];
        }
        m[i] = h[1] * m[i] + (1 - h[1]) * g;
        v[i] = h[2] * v[i] + (1 - h[2]) * g * g;
        double denominator = Math.sqrt(v[i] / (1 - Math.pow(h[2], t))) + h[3];
        w[i] -= h[0] * (m[i] / (1 - Math.pow(h[1], t))) / denominator;
      }
    }
    return w;
  }

  private static Map<String, Tensor> batch(EagerTorch torch, int step) {
    return Map.of(
        "a", torch.tensor(gradient("a", step), N), "b", torch.tensor(gradient("b", step), N));
  }

  private static void take(
      EagerTorch torch, TrainStep step, Map<String, Rule> r, double clip, int from, int to) {
    for (int t = from; t <= to; t++) {
      step.train(List.of(batch(torch, t)), new StepSettings(t, 0, clip, r));
    }
  }

  private static Rule rule(String name, double lr, double decay) {
    return switch (name) {
      case "adam" -> new Adam(lr, 0.9, 0.999, 1e-8, decay);
      case "adamw" -> new AdamW(lr, 0.8, 0.99, 1e-6, decay);
      default -> new Sgd(lr, 0.9, decay);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "adam, 0, 0",
    "adam, 0.3, 0",
    "adam, 0.3, 0.5",
    "adamw, 0, 0",
    "adamw, 0.3, 0.5",
    "sgd, 0, 0",
    "sgd, 0.3, 0.5"
  })
  void five_steps_are_those_of_the_definition(String name, double decay, double clip) {
    Rule rule = rule(name, 0.02, decay);
    for (boolean recorded : new boolean[] {true, false}) {
      try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
        Two model = new Two();
        Weights weights = Weights.create(torch, model, 0);
        Map<String, Rule> rules = Map.of("all", rule);
        try (TrainStep step =
            recorded
                ? TrainStep.traced(weights, model::loss, rules)
                : TrainStep.eager(weights, model::loss, rules)) {
          take(torch, step, rules, clip, 1, STEPS);
        }
        assertThat(model.a.toDoubles())
            .containsExactly(expected("a", 0.7, rule, clip, STEPS), within(1e-12));
        assertThat(model.b.toDoubles())
            .containsExactly(expected("b", -0.4, rule, clip, STEPS), within(1e-12));
      }
    }
  }

  @Test
  void coupled_and_decoupled_decay_are_not_the_same() {
    assertThat(expected("a", 0.7, new Adam(0.02, 0.9, 0.99, 1e-8, 0.3), 0, STEPS))
        .isNotEqualTo(expected("a", 0.7, new AdamW(0.02, 0.9, 0.99, 1e-8, 0.3), 0, STEPS));
  }

  private static Weights create(EagerTorch torch, Two model) {
    return Weights.create(torch, model, 0, p -> "group_" + p.name());
  }

  @Test
  void two_optimizers_move_two_groups_of_one_model_each_its_own_way() {
    Rule ofA = rule("adam", 0.03, 0.2);
    Rule ofB = rule("sgd", 0.5, 0);
    Map<String, Rule> rules = Map.of("group_a", ofA, "group_b", ofB);
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Two model = new Two();
      try (TrainStep step = TrainStep.traced(create(torch, model), model::loss, rules)) {
        take(torch, step, rules, 0.7, 1, STEPS);
        assertThat(step.state().vectors())
            .containsOnlyKeys("group_a/exp_avg", "group_a/exp_avg_sq", "group_b/momentum");
      }
      assertThat(model.a.toDoubles())
          .containsExactly(expected("a", 0.7, ofA, 0.7, STEPS), within(1e-12));
      assertThat(model.b.toDoubles())
          .containsExactly(expected("b", -0.4, ofB, 0.7, STEPS), within(1e-12));
    }
  }

  /** Bit by bit, in the precision of a run. */
  @Test
  void steps_that_go_on_from_saved_weights_and_moments_are_the_same_bits() {
    Map<String, Rule> rules =
        Map.of("group_a", rule("adam", 0.03, 0.2), "group_b", rule("sgd", 0.5, 0.1));
    try (EagerTorch torch = EagerTorch.cpu()) {
      Two whole = new Two();
      Weights straight = create(torch, whole);
      Two again = new Two();
      Weights second = create(torch, again);
      try (TrainStep one = TrainStep.traced(straight, whole::loss, rules);
          TrainStep other = TrainStep.traced(second, again::loss, rules)) {
        take(torch, one, rules, 0.7, 1, 3);
        Map<String, double[]> saved = new LinkedHashMap<>();
        one.state().vectors().forEach((name, v) -> saved.put(name, v.toDoubles()));
        double[] values = straight.flat().toDoubles();
        take(torch, one, rules, 0.7, 4, STEPS);
        torch.copy(torch.tensor(values, values.length), second.flat());
        other
            .state()
            .vectors()
            .forEach(
                (name, v) -> torch.copy(torch.tensor(saved.get(name), saved.get(name).length), v));
        take(torch, other, rules, 0.7, 4, STEPS);
      }
      assertThat(second.flat().toDoubles()).isEqualTo(straight.flat().toDoubles());
    }
  }
}
