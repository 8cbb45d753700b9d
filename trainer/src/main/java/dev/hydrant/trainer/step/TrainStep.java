package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.NotTraceableException;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A training step of one model: forward, backward, clipping, update. Both kinds give the same
 * numbers.
 */
public interface TrainStep extends AutoCloseable {

  /**
   * A step that runs operator by operator, with PyTorch's gradients.
   *
   * @param rules the kind of rule of each group; the numbers come with each step
   */
  static TrainStep eager(Weights weights, LossFunction loss, Map<String, Rule> rules) {
    return new EagerStep(weights, loss, rules);
  }

  /**
   * A step recorded at the first batch of each shape, and run as one function. A model that cannot
   * be recorded runs eagerly, and the log says which line prevents it.
   */
  static TrainStep traced(Weights weights, LossFunction loss, Map<String, Rule> rules) {
    return new TracedStep(weights, loss, rules);
  }

  /**
   * A step shared by several devices, one copy of the model on each. The first copy is the one that
   * is evaluated and saved; the others follow it.
   *
   * @param recorded whether each copy's step is recorded, as by {@link #traced}
   */
  static TrainStep parallel(List<Replica> replicas, Map<String, Rule> rules, boolean recorded) {
    return new ParallelStep(replicas, rules, recorded);
  }

  /**
   * Carries out one step on one or more micro-batches of equal weight: the gradient is that of the
   * mean of their losses.
   */
  StepReport train(List<Map<String, Tensor>> microBatches, StepSettings settings);

  /** Computes loss and metrics, changing nothing. */
  StepReport evaluate(Map<String, Tensor> batch, Phase phase, long seed);

  /**
   * The script a batch of this shape runs.
   *
   * @throws NotTraceableException if the model cannot be recorded, or the step is eager
   */
  String script(Map<String, Tensor> batch, Phase phase);

  /**
   * Writes the step as an archive which Python's PyTorch runs, with its tensors and a short
   * program.
   *
   * @param batch an example, whose shape is recorded
   * @param plan steps that the program takes on that batch
   * @param device to record for: {@code cpu} or {@code cuda}
   * @throws NotTraceableException as {@link #script}
   */
  void export(Map<String, Tensor> batch, ExportPlan plan, String device, Path directory)
      throws IOException;

  /**
   * What a micro-batch of this shape has to compute.
   *
   * @throws NotTraceableException if the model cannot be recorded
   */
  StepWork work(Map<String, Tensor> batch);

  /**
   * Writes what {@link #evaluate} computes in the same way, without gradients and update.
   *
   * @param seed as there
   * @throws NotTraceableException as {@link #script}
   */
  void exportForward(Map<String, Tensor> batch, long seed, String device, Path directory)
      throws IOException;

  /** Moments and gradient. */
  OptimizerState state();

  @Override
  void close();
}
