package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.optim.Sgd;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What holds of every language model, whatever it predicts. Each model's test extends it and adds
 * what is the model's own: counts, reference values, invariances, limits.
 *
 * @param <M> the model's module
 */
public abstract class LanguageModelContract<M extends Module> {
  /** A model of a few hundred parameters, for rows of {@link #length()} tokens. */
  protected abstract M tiny();

  /** A model about 64 wide and two layers deep, for rows of {@link #longRow()} tokens. */
  protected abstract M small();

  /** What is minimised, of ids and the ids behind them, both {@code [B, T]}. */
  protected abstract Objective objective(M model, Tensor ids, Tensor targets, Phase phase);

  /** Number of different ids given to both models. */
  protected int vocabulary() {
    return 13;
  }

  /** Tokens of a row of the tiny model, with what lies beyond its targets. */
  protected int length() {
    return 6;
  }

  /** Tokens of the row the small model learns by heart. */
  protected int longRow() {
    return 256;
  }

  /** How the small model learns its row in {@link #stepsToLearn()} steps. */
  protected Rule learningRule() {
    return new AdamW(3e-3, 0.9, 0.95, 1e-8, 0);
  }

  protected int stepsToLearn() {
    return 200;
  }

  /** What the small model's loss is brought below. */
  protected double learnedLoss() {
    return 0.5;
  }

  /** Whether the loss depends on a parameter; false for those it is meant not to. */
  protected boolean reachesLoss(Parameter p) {
    return true;
  }

  /** Called after each optimizer step of the small model, for models that do something then. */
  protected void afterStep(M model, Weights weights) {}

  /** Reproducible ids, {@code [rows, length]}. */
  protected static Tensor ids(EagerTorch torch, long seed, int vocabulary, int rows, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    return torch.tensor(random.longs((long) rows * length, 0, vocabulary).toArray(), rows, length);
  }

  /**
   * Moves all weights off their initial values, zeros included, which would hide what is wrong
   * behind them.
   */
  protected static void perturb(Weights weights, double deviation) {
    weights.torch().randomKey(77, -3);
    for (Parameter p : weights.trainable()) {
      try (Scope s = weights.torch().scope()) {
        weights.set(
            p,
            weights
                .torch()
                .noGrad(() -> p.add(p.torch().random(p.name()).normal(p.shape()).mul(deviation))));
      }
    }
  }

  /**
   * Opens a backend in double precision, with this model's weights moved off their initial values.
   */
  protected final void inDoublePrecision(WithModel<M> body) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      M model = tiny();
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.1);
      body.run(torch, model, weights);
    }
  }

  /** A test body. */
  @FunctionalInterface
  protected interface WithModel<M> {
    void run(EagerTorch torch, M model, Weights weights);
  }

  private double lossAt(EagerTorch torch, M model, Tensor ids, Tensor targets) {
    try (Scope s = torch.scope()) {
      torch.randomKey(5, 1);
      return torch.noGrad(() -> objective(model, ids, targets, Phase.TRAIN).loss()).item();
    }
  }

  @Test
  protected void the_gradient_agrees_with_finite_differences() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor ids = ids(torch, 2, vocabulary(), 2, length());
          Tensor targets = ids(torch, 3, vocabulary(), 2, length());
          torch.randomKey(5, 1);
          Tensor loss = objective(model, ids, targets, Phase.TRAIN).loss();
          List<Tensor> gradients = torch.gradients(loss, weights.trainable());
          SplittableRandom random = new SplittableRandom(4);
          for (int i = 0; i < gradients.size(); i++) {
            Parameter p = weights.trainable().get(i);
            double[] g = gradients.get(i).toDoubles();
            double[] x = p.toDoubles();
            double[] up = x.clone();
            double[] down = x.clone();
            double slope = 0;
            double size = 0;
            for (int j = 0; j < x.length; j++) {
              double d = random.nextDouble(-1, 1);
              slope += d * g[j];
              size += Math.abs(g[j]);
              up[j] += 1e-5 * d;
              down[j] -= 1e-5 * d;
            }
            weights.set(p, torch.tensor(up, p.shape()));
            double above = lossAt(torch, model, ids, targets);
            weights.set(p, torch.tensor(down, p.shape()));
            double below = lossAt(torch, model, ids, targets);
            weights.set(p, torch.tensor(x, p.shape()));
            double numeric = (above - below) / 2e-5;
            assertThat(slope)
                .as(p.name())
                .isCloseTo(numeric, within(1e-7 + 1e-6 * Math.abs(numeric)));
            if (reachesLoss(p)) {
              assertThat(size).as("gradient of %s", p.name()).isGreaterThan(1e-12);
            }
          }
        });
  }

  /** Losses and gradient norms of some steps, then all weights; the first gradient before them. */
  private double[][] train(StepFactory factory, int steps) {
    Map<String, Rule> standing = Map.of("all", new Sgd(0, 0, 0));
    Map<String, Rule> moving = Map.of("all", new AdamW(1e-3, 0.9, 0.95, 1e-8, 0.1));
    List<Double> seen = new ArrayList<>();
    double[][] out = new double[2][];
    inDoublePrecision(
        (torch, model, weights) -> {
          List<Map<String, Tensor>> batch = new ArrayList<>();
          for (int k = 0; k < 2; k++) {
            batch.add(
                Map.of(
                    "inputs",
                    ids(torch, 2 + k, vocabulary(), 2, length()),
                    "targets",
                    ids(torch, 9 + k, vocabulary(), 2, length())));
          }
          try (TrainStep step = factory.create(weights, model, standing)) {
            step.train(batch, new StepSettings(1, 5, 0, standing));
            out[0] = step.state().gradient().toDoubles();
          }
          try (TrainStep step = factory.create(weights, model, moving)) {
            for (int i = 1; i <= steps; i++) {
              var report = step.train(batch, new StepSettings(i, 5, 1, moving));
              seen.add(report.loss());
              seen.add(report.gradNorm());
              seen.addAll(report.metrics().values());
            }
            seen.add(step.evaluate(batch.get(0), Phase.VALIDATION, 5).loss());
          }
        });
    out[1] = seen.stream().mapToDouble(Double::doubleValue).toArray();
    return out;
  }

  private interface StepFactory {
    TrainStep create(Weights weights, Module model, Map<String, Rule> rules);
  }

  @SuppressWarnings("unchecked")
  private Objective of(Module model, Map<String, Tensor> batch, Phase phase) {
    return objective((M) model, batch.get("inputs"), batch.get("targets"), phase);
  }

  private TrainStep traced(Weights weights, Module model, Map<String, Rule> rules) {
    return TrainStep.traced(weights, (b, phase) -> of(model, b, phase), rules);
  }

  @Test
  void recorded_operator_by_operator_and_with_whole_logits_it_gives_the_same() {
    double[][] eager =
        train((w, m, rules) -> TrainStep.eager(w, (b, phase) -> of(m, b, phase), rules), 5);
    assertAgree("recorded", train(this::traced, 5), eager);
    StepFactory whole =
        (w, m, rules) -> {
          w.torch().wholeLogits(true);
          return traced(w, m, rules);
        };
    assertAgree("whole logits", train(whole, 5), eager);
  }

  private static void assertAgree(String how, double[][] actual, double[][] expected) {
    assertThat(actual[0]).as("gradient, %s", how).containsExactly(expected[0], within(1e-9));
    assertThat(actual[1])
        .as("losses, norms, metrics, %s", how)
        .containsExactly(expected[1], within(1e-8));
  }

  @Test
  void a_seed_repeats_and_another_differs() {
    assertThat(initialLoss(1)).isEqualTo(initialLoss(1));
    assertThat(initialWeights(1)).isNotEqualTo(initialWeights(2));
  }

  private double initialLoss(long seed) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      M model = tiny();
      Weights.create(torch, model, seed);
      return lossAt(
          torch,
          model,
          ids(torch, 2, vocabulary(), 2, length()),
          ids(torch, 3, vocabulary(), 2, length()));
    }
  }

  private double[] initialWeights(long seed) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      return Weights.create(torch, tiny(), seed).flat().toDoubles();
    }
  }

  @Test
  void learns_a_row_by_heart() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      M model = small();
      Weights weights = Weights.create(torch, model, 1);
      Map<String, Rule> rules = Map.of("all", learningRule());
      Tensor row = ids(torch, 6, vocabulary(), 1, longRow() + 1);
      List<Map<String, Tensor>> batch =
          List.of(
              Map.of(
                  "inputs",
                  row.slice(1, 0, longRow()).contiguous(),
                  "targets",
                  row.slice(1, 1, longRow() + 1).contiguous()));
      double loss = Double.NaN;
      try (TrainStep step = TrainStep.traced(weights, (b, phase) -> of(model, b, phase), rules)) {
        for (int i = 1; i <= stepsToLearn(); i++) {
          loss = step.train(batch, new StepSettings(i, 5, 1, rules)).loss();
          afterStep(model, weights);
        }
      }
      assertThat(loss).isLessThan(learnedLoss());
    }
  }
}
