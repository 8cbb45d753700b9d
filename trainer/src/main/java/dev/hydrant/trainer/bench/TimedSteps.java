package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.engine.stepper.StepResult;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.step.StepWork;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.NotTraceableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Training steps that are taken one by one and timed; reading their batches is not part of it. */
public final class TimedSteps implements AutoCloseable {
  private final TrainConfig config;
  private final EagerTorch torch;
  private final Stepper stepper;
  private final BatchSource<Batch> batches;
  private final OptionalLong batch;
  private int taken;
  private double loss = Double.NaN;

  /**
   * @param models makes the model again for each further device
   * @param batch number of the one batch that all steps read; empty for the next one each time
   */
  TimedSteps(
      TrainConfig config,
      TrainableModel model,
      Supplier<TrainableModel> models,
      OptionalLong batch) {
    this.config = config;
    this.batch = batch;
    torch = Steppers.openTorch(config);
    stepper = Steppers.create(config, model, models, torch);
    batches = model.feed().training();
  }

  /** Takes a step and returns its time in milliseconds. */
  public double take() {
    List<Batch> micro = micro(taken);
    long began = System.nanoTime();
    StepResult result = stepper.train(micro, taken, 1);
    double millis = (System.nanoTime() - began) / 1e6;
    taken++;
    loss = result.loss();
    return millis;
  }

  /** The loss of the last step, before it changed the weights. */
  public double loss() {
    return loss;
  }

  /** The arrays of a micro-batch with their shapes, such as {@code rows [32, 70]}. */
  public String shapes() {
    List<String> shapes = new ArrayList<>();
    example()
        .get(0)
        .arrays()
        .forEach((name, array) -> shapes.add(name + " " + Arrays.toString(array.shape())));
    return String.join(", ", shapes);
  }

  /** The micro-batches of the first step. */
  List<Batch> example() {
    return micro(0);
  }

  /** What a micro-batch costs, if the step is recorded. */
  Optional<StepWork> work() {
    try {
      return Optional.of(stepper.work(example().get(0)));
    } catch (NotTraceableException e) {
      return Optional.empty();
    }
  }

  EagerTorch torch() {
    return torch;
  }

  private List<Batch> micro(int step) {
    int k = config.loop().gradAccumSteps();
    List<Batch> micro = new ArrayList<>(k);
    for (int i = 0; i < k; i++) {
      micro.add(batches.read(batch.orElse((long) step * k) + i));
    }
    return micro;
  }

  @Override
  public void close() {
    batches.close();
    stepper.close();
  }
}
