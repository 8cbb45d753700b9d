package dev.hydrant.trainer.engine.stepper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.model.RunLength;
import java.util.Optional;

/**
 * The length of a run in the state of its checkpoints, so that a model whose numbers follow from
 * the epoch is evaluated with those of its last step, whether the training data are at hand or not.
 */
public final class SavedLength {
  private static final String STEPS = "num_iterations";
  private static final String STEPS_PER_EPOCH = "steps_per_epoch";
  private static final String BATCHES_PER_EPOCH = "batches_per_epoch";

  private SavedLength() {}

  /** Adds a length to a state. */
  public static void save(RunLength length, ObjectNode state) {
    state.put(STEPS, length.steps());
    if (length.countsEpochs()) {
      state.put(STEPS_PER_EPOCH, length.stepsPerEpoch());
      state.put(BATCHES_PER_EPOCH, length.batchesPerEpoch());
    }
  }

  /** The length of a run that counts epochs; empty for others, whose configuration tells it. */
  static Optional<RunLength> of(JsonNode state) {
    return state.has(STEPS_PER_EPOCH)
        ? Optional.of(
            new RunLength(
                state.path(STEPS).asLong(),
                state.path(STEPS_PER_EPOCH).asLong(),
                state.path(BATCHES_PER_EPOCH).asLong()))
        : Optional.empty();
  }
}
