package dev.hydrant.trainer.engine.stepper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.Occasion;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.step.StepWork;
import dev.hydrant.trainer.torch.NotTraceableException;
import dev.hydrant.trainer.weights.WeightKind;
import dev.hydrant.trainer.weights.WeightMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Takes training steps: the parameters, the optimizer's moments and how both are computed. The loop
 * around it decides when; it decides nothing.
 */
public interface Stepper extends AutoCloseable {
  /**
   * Takes one optimizer step on the mean gradient of micro-batches.
   *
   * @param step steps done before this one
   * @param factor on every learning rate
   * @param lossLimit with a mean loss above it the parameters stay as they are
   */
  StepResult train(List<Batch> microBatches, long step, double factor, double lossLimit);

  /** Takes a step whatever its loss. */
  default StepResult train(List<Batch> microBatches, long step, double factor) {
    return train(microBatches, step, factor, Double.POSITIVE_INFINITY);
  }

  /**
   * Brings a batch to where its steps will fetch it from quickly; called on the data thread. The
   * default leaves it where it is.
   */
  default Batch stage(Batch batch) {
    return batch;
  }

  /**
   * Returns further numbers of the last step for loggers, such as the learning rate of each group;
   * none by default.
   */
  default Map<String, Double> details() {
    return Map.of();
  }

  /**
   * Returns the losses of a batch under {@code loss} and the names of the model's parts.
   *
   * @param index of the batch; what a model draws at random depends on it
   */
  Measured evaluate(Batch batch, long index);

  /** Returns what the model makes of everything that a validation gathered. */
  default Map<String, Double> summarize(Gathered gathered) {
    return Map.of();
  }

  /**
   * Lets the model act at the end of an epoch. Returns the numbers that it shows.
   *
   * @param moment after the last step of the epoch
   * @param last the last micro-batch that was trained on
   * @param feed of the run, for another look at its training rows
   */
  default Map<String, Double> endEpoch(Moment moment, Batch last, Feed feed) {
    return Map.of();
  }

  /** Further files of a checkpoint after so many steps. */
  default Map<String, byte[]> files(long step) {
    return Map.of();
  }

  /**
   * Lets the model write artefacts.
   *
   * @param row what was measured at this step
   * @param place where to, and what of the run they may hold
   */
  default void writeArtefacts(
      Occasion occasion, Moment moment, Map<String, Double> row, ArtefactPlace place) {}

  /** Returns what the model makes of the means of such losses, such as a perplexity. */
  default Map<String, Double> derived(Map<String, Double> means) {
    return Map.of();
  }

  /** Whether a moving average of the weights is kept, and validation is to judge it as well. */
  default boolean validatesAverage() {
    return false;
  }

  /** Exchanges the weights and their moving average; a second call exchanges them back. */
  default void swapAverage() {
    throw new IllegalStateException("no average is kept");
  }

  /** Adds what a stepper remembers beside its tensors to the state of a checkpoint. */
  default void remember(ObjectNode state) {}

  /**
   * What the step of a micro-batch like this one computes.
   *
   * @throws dev.hydrant.trainer.torch.NotTraceableException if the model cannot be recorded
   */
  default StepWork work(Batch batch) {
    throw new NotTraceableException("This model has no recorded step");
  }

  /** Tensors by file and in order, to be read before the next step. */
  Map<String, List<TensorSource>> tensors();

  /**
   * Gives a fresh model the weights of a run, a checkpoint or another program.
   *
   * @throws dev.hydrant.trainer.error.UserException if they do not fit the model
   */
  void importWeights(Path from, WeightMapping mapping);

  /**
   * Fills the parts of a fresh model that begin with another run's weights.
   *
   * @throws dev.hydrant.trainer.error.UserException if what is there does not fit
   */
  default void initialiseParts() {}

  /**
   * Writes the weights for other programs to an empty directory.
   *
   * @param mapping how they are called there
   */
  void export(Path directory, WeightMapping mapping) throws IOException;

  /**
   * Writes what a step computes as a script for Python's PyTorch, with its tensors and a short
   * program, to an empty directory.
   *
   * @param example a batch, whose shapes are recorded; what a validation draws at random is drawn
   *     as for the first
   * @param phase a whole training step, or with another phase the loss alone
   * @param device to record for: {@code cpu} or {@code cuda}
   * @throws dev.hydrant.trainer.torch.NotTraceableException if the model cannot be recorded
   */
  void export(Path directory, Batch example, Phase phase, String device) throws IOException;

  /**
   * Takes the weights alone from a checkpoint, to evaluate them.
   *
   * @throws dev.hydrant.trainer.error.UserException if the checkpoint has no such weights
   */
  void restore(Checkpoint checkpoint, WeightKind kind);

  /**
   * Takes all tensors from a checkpoint.
   *
   * @throws dev.hydrant.trainer.checkpoint.CheckpointException if names or shapes differ
   */
  void restore(Checkpoint checkpoint);

  @Override
  void close();
}
