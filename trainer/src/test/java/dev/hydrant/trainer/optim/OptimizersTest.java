package dev.hydrant.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.step.StepReport;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizersTest {
  /** One tensor; its gradient is whatever the batch says, as loss = Σ w·batch. */
  private static final class One extends Module {
    final Parameter w;

    One(Init init, long... shape) {
      w = parameter("w", init, shape);
    }

    Objective loss(Map<String, Tensor> batch, Phase phase) {
      return new Objective(w.mul(batch.get("g")).sum());
    }
  }

  private static double[] run(
      Init init, long[] shape, Rule rule, double clip, char kind, int... p) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      One model = new One(init, shape);
      Weights weights = Weights.create(torch, model, 0);
      try (TrainStep step = TrainStep.traced(weights, model::loss, Map.of("all", rule))) {
        for (int i = 0; i < p.length; i++) {
          Tensor g = Fill.tensor(torch, kind, p[i], shape);
          step.train(
              List.of(Map.of("g", g)), new StepSettings(i + 1, 0, clip, Map.of("all", rule)));
        }
      }
      return model.w.toDoubles();
    }
  }

  @Test
  void muonTakesTheReferenceSteps() {
    Muon muon = new Muon(0.05, 0.95, true, 0);
    long[] wide = {2, 3};
    assertThat(run(Init.zeros(), wide, muon, 0, 'x', 0))
        .containsExactly(
            new double[] {-0.025294, -0.018534, 0.041515, -0.015845, -0.016555, -0.030239},
            within(1e-6));
    assertThat(run(Init.zeros(), wide, muon, 0, 'x', 0, 1))
        .containsExactly(
            new double[] {-0.054488, 0.002657, 0.081164, -0.043461, -0.025714, -0.048366},
            within(1e-6));
    assertThat(run(Init.zeros(), new long[] {3, 2}, muon, 0, 'x', 0))
        .containsExactly(
            new double[] {-0.027818, -0.022873, 0.020449, -0.039629, -0.038460, -0.037841},
            within(1e-6));
  }

  @Test
  void muonTreatsLeadingDimensionsAsSeparateMatrices() {
    Muon muon = new Muon(0.05, 0.95, true, 0);
    double[] stacked = run(Init.zeros(), new long[] {2, 2, 3}, muon, 0, 'x', 0);
    double[] first = run(Init.zeros(), new long[] {2, 3}, muon, 0, 'x', 0);
    for (int i = 0; i < 6; i++) {
      assertThat(stacked[i]).isCloseTo(first[i], within(1e-9));
    }
  }

  @Test
  void muonLeavesAMatrixWithZeroGradientAlone() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      One model = new One(Init.ones(), 3, 3);
      Weights weights = Weights.create(torch, model, 0);
      Map<String, Rule> rules = Map.of("all", new Muon(0.05, 0.95, true, 0));
      try (TrainStep step = TrainStep.traced(weights, model::loss, rules)) {
        step.train(List.of(Map.of("g", torch.zeros(3, 3))), new StepSettings(1, 0, 0, rules));
      }
      assertThat(model.w.toDoubles()).containsOnly(1.0);
    }
  }

  /** AdamW written element by element. */
  private static double[] adamw(double[] w, AdamW r, double clip, List<double[]> gradients) {
    double[] m = new double[w.length];
    double[] v = new double[w.length];
    for (int t = 1; t <= gradients.size(); t++) {
      double[] g = gradients.get(t - 1).clone();
      double norm = 0;
      for (double x : g) {
        norm += x * x;
      }
      norm = Math.sqrt(norm);
      double s = clip > 0 && norm > clip ? clip / (norm + 1e-6) : 1;
      for (int i = 0; i < w.length; i++) {
        m[i] = r.beta1() * m[i] + (1 - r.beta1()) * g[i] * s;
        v[i] = r.beta2() * v[i] + (1 - r.beta2()) * g[i] * s * g[i] * s;
        double mh = m[i] / (1 - Math.pow(r.beta1(), t));
        double vh = v[i] / (1 - Math.pow(r.beta2(), t));
        w[i] = w[i] * (1 - r.lr() * r.weightDecay()) - r.lr() * mh / (Math.sqrt(vh) + r.eps());
      }
    }
    return w;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void adamwFollowsItsDefinition(double clip) {
    AdamW rule = new AdamW(0.01, 0.9, 0.95, 1e-8, 0.1);
    List<double[]> g = new ArrayList<>();
    for (int p : new int[] {1, 2, 3}) {
      g.add(Fill.values('x', 12, p));
    }
    assertThat(run(Init.ones(), new long[] {3, 4}, rule, clip, 'x', 1, 2, 3))
        .containsExactly(
            adamw(
                java.util.stream.DoubleStream.generate(() -> 1).limit(12).toArray(), rule, clip, g),
            within(1e-12));
  }

  @Test
  void adamMiniEqualsAdamwOnVectorsAndSharesSecondMomentsInRows() {
    AdamMini mini = new AdamMini(0.01, 0.9, 0.95, 1e-8, 0.1);
    AdamW full = new AdamW(0.01, 0.9, 0.95, 1e-8, 0.1);
    assertThat(run(Init.ones(), new long[] {5}, mini, 0, 'x', 1, 2))
        .containsExactly(run(Init.ones(), new long[] {5}, full, 0, 'x', 1, 2), within(1e-12));

    double[] g = Fill.values('x', 6, 1);
    double[] w = run(Init.zeros(), new long[] {2, 3}, mini, 0, 'x', 1);
    for (int i = 0; i < 6; i++) {
      int row = i / 3 * 3;
      double mean = (g[row] * g[row] + g[row + 1] * g[row + 1] + g[row + 2] * g[row + 2]) / 3;
      assertThat(w[i]).isCloseTo(-0.01 * g[i] / (Math.sqrt(mean) + 1e-8), within(1e-9));
    }
  }

  /** Two heads of two rows for queries and keys, then rows of values. */
  @Test
  void adamMiniSharesSecondMomentsInHeads() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      One model = new One(Init.zeros(), 3, 2, 3);
      model.w.heads(4, 2);
      Weights weights = Weights.create(torch, model, 0);
      Map<String, Rule> rules = Map.of("all", new AdamMini(0.01, 0.9, 0.95, 1e-8, 0));
      double[] g = Fill.values('x', 18, 1);
      try (TrainStep step = TrainStep.traced(weights, model::loss, rules)) {
        assertThat(step.state().vectors().get("all/exp_avg_sq").shape()).containsExactly(4);
        Tensor gradient = torch.tensor(g, 3, 2, 3);
        step.train(List.of(Map.of("g", gradient)), new StepSettings(1, 0, 0, rules));
      }
      double[] w = model.w.toDoubles();
      for (int i = 0; i < 18; i++) {
        int size = i < 12 ? 6 : 3;
        double mean = 0;
        for (int j = i / size * size; j < i / size * size + size; j++) {
          mean += g[j] * g[j] / size;
        }
        assertThat(w[i]).isCloseTo(-0.01 * g[i] / (Math.sqrt(mean) + 1e-8), within(1e-9));
      }
    }
  }

  @Test
  void sgdFollowsItsDefinition() {
    double[] g1 = Fill.values('x', 4, 1);
    double[] g2 = Fill.values('x', 4, 2);
    double[] w = run(Init.ones(), new long[] {4}, new Sgd(0.1, 0.9, 0.01), 0, 'x', 1, 2);
    for (int i = 0; i < 4; i++) {
      double u1 = g1[i] + 0.01;
      double w1 = 1 - 0.1 * u1;
      double u2 = 0.9 * u1 + g2[i] + 0.01 * w1;
      assertThat(w[i]).isCloseTo(w1 - 0.1 * u2, within(1e-12));
    }
  }

  @Test
  void nothingMovesWhenTheGradientIsNotFinite() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      One model = new One(Init.ones(), 2);
      Weights weights = Weights.create(torch, model, 0);
      Map<String, Rule> rules = Map.of("all", new AdamW(0.1, 0.9, 0.95, 1e-8, 0));
      try (TrainStep step = TrainStep.traced(weights, model::loss, rules)) {
        Tensor g = torch.tensor(new double[] {1, Double.NaN}, 2);
        StepReport r = step.train(List.of(Map.of("g", g)), new StepSettings(1, 0, 1, rules));
        assertThat(r.isFinite()).isFalse();
        assertThat(step.state().vectors().get("all/exp_avg").toDoubles()).containsOnly(0.0);
      }
      assertThat(model.w.toDoubles()).containsExactly(1, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theNormOfALongVectorIsThatOfDoublePrecision(boolean random) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      int n = 12_000_077;
      One model = new One(Init.zeros(), n);
      Weights weights = Weights.create(torch, model, 0);
      Map<String, Rule> rules = Map.of("all", new Sgd(0, 0, 0));
      torch.randomKey(7, 0);
      Tensor g = random ? torch.random("g").normal(n).mul(1e-3) : torch.full(DType.FLOAT32, 0.1, n);
      double sum = 0;
      for (float x : g.toFloats()) {
        sum += (double) x * x;
      }
      try (TrainStep step = TrainStep.traced(weights, model::loss, rules)) {
        StepReport r = step.train(List.of(Map.of("g", g)), new StepSettings(1, 0, 0, rules));
        assertThat(r.gradNorm()).isCloseTo(Math.sqrt(sum), withinPercentage(1e-4));
      }
    }
  }

  @Test
  void averagesFollowTheWeightsAndCanBeExchanged() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      One model = new One(Init.ones(), 2);
      Weights weights = Weights.create(torch, model, 0);
      Ema ema = new Ema(weights);
      weights.set(model.w, torch.tensor(new double[] {3, 5}, 2));
      ema.update(0.75);
      ema.swap();
      assertThat(model.w.toDoubles()).containsExactly(1.5, 2);
      ema.swap();
      assertThat(model.w.toDoubles()).containsExactly(3, 5);
    }
  }

  @Test
  void aGroupWithoutRuleIsNamed() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      One model = new One(Init.ones(), 2);
      Weights weights = Weights.create(torch, model, 0, p -> "embed");
      assertThatThrownBy(() -> TrainStep.traced(weights, model::loss, Map.of()))
          .hasMessage("No optimizer rule for the parameter group 'embed'");
    }
  }
}
