package dev.hydrant.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.optim.Sgd;
import dev.hydrant.trainer.step.LossFunction;
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
import org.junit.jupiter.api.Test;

/**
 * What holds of the numbers of every model, whatever it learns from: its gradient is the derivative
 * of its loss, a recorded step is the step operator by operator, a seed gives the same model again,
 * and it can learn a batch by heart. Models that are registered extend {@link
 * RegisteredModelContract}, which holds their runs to more.
 */
public abstract class ModelContract {
  /** A fresh model of a few hundred parameters. */
  protected abstract ModelUnderTest underTest();

  /** A fresh model that can learn its first batch by heart. */
  protected ModelUnderTest learner() {
    return underTest();
  }

  /** How the learner learns its batch in {@link #stepsToLearn()} steps. */
  protected Rule learningRule() {
    return new AdamW(3e-3, 0.9, 0.95, 1e-8, 0);
  }

  protected int stepsToLearn() {
    return 200;
  }

  /** Whether a batch is known by heart, by the losses of the first and of the last step. */
  protected boolean hasLearned(double first, double last) {
    return last < first / 5;
  }

  /** Whether the loss depends on a parameter; false for those it is meant not to. */
  protected boolean reachesLoss(Parameter p) {
    return true;
  }

  /**
   * Whether a parameter's gradient is meant to be the derivative of the loss; false where something
   * else is passed on, as by a straight-through estimator.
   */
  protected boolean isDerivative(Parameter p) {
    return true;
  }

  /** Number of steps over which a recorded step is compared with the one operator by operator. */
  protected int stepsToCompare() {
    return 5;
  }

  /**
   * Moves all weights off their initial values, zeros included, which would hide what is wrong
   * behind them.
   */
  public static void perturb(Weights weights, double deviation) {
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

  @Test
  protected void the_gradient_agrees_with_finite_differences() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      ModelUnderTest model = underTest();
      Weights weights = Weights.create(torch, model.module(), 1);
      perturb(weights, 0.1);
      FiniteDifferences differences = new FiniteDifferences(weights, model);
      for (Parameter p : weights.trainable()) {
        if (isDerivative(p)) {
          double numeric = differences.numeric(p);
          assertThat(differences.analytic(p))
              .as(p.name())
              .isCloseTo(numeric, within(1e-7 + 1e-6 * Math.abs(numeric)));
        }
        if (reachesLoss(p)) {
          assertThat(differences.size(p)).as("gradient of %s", p.name()).isGreaterThan(1e-12);
        }
      }
    }
  }

  /** How a step is made of weights and a loss. */
  @FunctionalInterface
  protected interface StepFactory {
    TrainStep create(Weights weights, LossFunction loss, Map<String, Rule> rules);
  }

  /**
   * What some steps of the tiny model in double precision give.
   *
   * @param gradient of the first step
   * @param numbers losses, gradient norms and metrics of the steps, then the loss of an evaluation
   */
  protected record Course(double[] gradient, double[] numbers) {}

  /** Takes some steps. */
  protected final Course course(StepFactory factory) {
    Map<String, Rule> standing = Map.of("all", new Sgd(0, 0, 0));
    Map<String, Rule> moving = Map.of("all", new AdamW(1e-3, 0.9, 0.95, 1e-8, 0.1));
    List<Double> seen = new ArrayList<>();
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      ModelUnderTest model = underTest();
      Weights weights = Weights.create(torch, model.module(), 1);
      perturb(weights, 0.1);
      List<Map<String, Tensor>> batch = List.of(model.batch(torch, 0), model.batch(torch, 1));
      double[] gradient;
      try (TrainStep step = factory.create(weights, model::loss, standing)) {
        step.train(batch, new StepSettings(1, 5, 0, standing));
        gradient = step.state().gradient().toDoubles();
      }
      try (TrainStep step = factory.create(weights, model::loss, moving)) {
        for (int i = 1; i <= stepsToCompare(); i++) {
          var report = step.train(batch, new StepSettings(i, 5, 1, moving));
          seen.add(report.loss());
          seen.add(report.gradNorm());
          seen.addAll(report.metrics().values());
        }
        seen.add(step.evaluate(batch.get(0), Phase.VALIDATION, 5).loss());
      }
      return new Course(gradient, seen.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  @Test
  void a_recorded_step_is_the_step_operator_by_operator() {
    assertAgree("recorded", course(TrainStep::traced), course(TrainStep::eager));
  }

  protected static void assertAgree(String how, Course actual, Course expected) {
    assertThat(actual.gradient())
        .as("gradient, %s", how)
        .containsExactly(expected.gradient(), within(1e-9));
    assertThat(actual.numbers())
        .as("losses, norms, metrics, %s", how)
        .containsExactly(expected.numbers(), within(1e-8));
  }

  @Test
  void a_seed_repeats_and_another_differs() {
    assertThat(initialLoss(1)).isEqualTo(initialLoss(1));
    assertThat(initialWeights(1)).isNotEqualTo(initialWeights(2));
  }

  private double initialLoss(long seed) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      ModelUnderTest model = underTest();
      Weights.create(torch, model.module(), seed);
      torch.randomKey(5, 1);
      Map<String, Tensor> batch = model.batch(torch, 0);
      return torch.noGrad(() -> model.loss(batch, Phase.TRAIN).loss()).item();
    }
  }

  private double[] initialWeights(long seed) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      return Weights.create(torch, underTest().module(), seed).flat().toDoubles();
    }
  }

  @Test
  void learns_a_batch_by_heart() {
    Map<String, Rule> rules = Map.of("all", learningRule());
    try (EagerTorch torch = EagerTorch.cpu()) {
      ModelUnderTest model = learner();
      Weights weights = Weights.create(torch, model.module(), 1);
      List<Map<String, Tensor>> batch = List.of(model.batch(torch, 0));
      double first = Double.NaN;
      double loss = Double.NaN;
      try (TrainStep step = TrainStep.traced(weights, model::loss, rules)) {
        for (int i = 1; i <= stepsToLearn(); i++) {
          loss = step.train(batch, new StepSettings(i, 5, 1, rules)).loss();
          first = i == 1 ? loss : first;
          model.afterStep(weights);
        }
      }
      assertThat(hasLearned(first, loss)).as("loss from %s to %s", first, loss).isTrue();
    }
  }
}
