package dev.hydrant.trainer.lm;

import ai.djl.Device;
import dev.hydrant.trainer.model.ModelContract;
import dev.hydrant.trainer.model.ModelUnderTest;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What holds of every language model, whatever it predicts. Each model's test extends it and adds
 * what is the model's own: counts, reference values, invariances, limits.
 *
 * @param <M> the model's module
 */
public abstract class LanguageModelContract<M extends Module> extends ModelContract {
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

  /** What the small model's loss is brought below. */
  protected double learnedLoss() {
    return 0.5;
  }

  /** Called after each optimizer step of the small model, for models that do something then. */
  protected void afterStep(M model, Weights weights) {}

  /** Reproducible ids, {@code [rows, length]}. */
  protected static Tensor ids(EagerTorch torch, long seed, int vocabulary, int rows, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    return torch.tensor(random.longs((long) rows * length, 0, vocabulary).toArray(), rows, length);
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

  /** A model of either size as the contract of all models takes it. */
  private ModelUnderTest underTest(M model, BatchOf batch) {
    return new ModelUnderTest() {
      @Override
      public Module module() {
        return model;
      }

      @Override
      public Objective loss(Map<String, Tensor> inputs, Phase phase) {
        return objective(model, inputs.get("inputs"), inputs.get("targets"), phase);
      }

      @Override
      public Map<String, Tensor> batch(EagerTorch torch, int index) {
        return batch.of(torch, index);
      }

      @Override
      public void afterStep(Weights weights) {
        LanguageModelContract.this.afterStep(model, weights);
      }
    };
  }

  @FunctionalInterface
  private interface BatchOf {
    Map<String, Tensor> of(EagerTorch torch, int index);
  }

  @Override
  protected final ModelUnderTest underTest() {
    return underTest(
        tiny(),
        (torch, i) ->
            Map.of(
                "inputs",
                ids(torch, 2 + i, vocabulary(), 2, length()),
                "targets",
                ids(torch, 9 + i, vocabulary(), 2, length())));
  }

  @Override
  protected final ModelUnderTest learner() {
    return underTest(
        small(),
        (torch, i) -> {
          Tensor row = ids(torch, 6, vocabulary(), 1, longRow() + 1);
          return Map.of(
              "inputs",
              row.slice(1, 0, longRow()).contiguous(),
              "targets",
              row.slice(1, 1, longRow() + 1).contiguous());
        });
  }

  @Override
  protected final boolean hasLearned(double first, double last) {
    return last < learnedLoss();
  }

  @Test
  void with_whole_logits_a_step_gives_the_same() {
    assertAgree(
        "whole logits",
        course(
            (weights, loss, rules) -> {
              weights.torch().wholeLogits(true);
              return TrainStep.traced(weights, loss, rules);
            }),
        course(TrainStep::traced));
  }
}
