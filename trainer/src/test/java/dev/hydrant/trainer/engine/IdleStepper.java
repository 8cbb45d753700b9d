package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.engine.stepper.Measured;
import dev.hydrant.trainer.engine.stepper.StepResult;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.weights.WeightKind;
import dev.hydrant.trainer.weights.WeightMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A stepper without a model: a test gives it the little that it needs; all else fails loudly. */
class IdleStepper implements Stepper {
  private static AssertionError unexpected() {
    return new AssertionError("this test does not expect the call");
  }

  @Override
  public StepResult train(List<Batch> micro, long step, double factor, double lossLimit) {
    throw unexpected();
  }

  @Override
  public Measured evaluate(Batch batch, long index) {
    throw unexpected();
  }

  @Override
  public Map<String, List<TensorSource>> tensors() {
    return Map.of("model", List.of());
  }

  @Override
  public void importWeights(Path from, WeightMapping mapping) {
    throw unexpected();
  }

  @Override
  public void export(Path directory, WeightMapping mapping) {
    throw unexpected();
  }

  @Override
  public void export(Path directory, Batch example, Phase phase, String device) {
    throw unexpected();
  }

  @Override
  public void restore(Checkpoint checkpoint, WeightKind kind) {
    throw unexpected();
  }

  @Override
  public void restore(Checkpoint checkpoint) {}

  @Override
  public void close() {}
}
