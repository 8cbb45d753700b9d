package dev.hydrant.trainer.model;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.settings.LoopConfig;

/**
 * How long a run is, whether its configuration says so in steps or in epochs.
 *
 * @param steps of the optimizer, all of the run
 * @param stepsPerEpoch 0 for a run that does not count epochs
 * @param batchesPerEpoch micro-batches; the last step of an epoch may have fewer than the others; 0
 *     for a run that does not count epochs
 */
public record RunLength(long steps, long stepsPerEpoch, long batchesPerEpoch) {
  /** The length of a run that does not count epochs. */
  public static RunLength ofSteps(long steps) {
    return new RunLength(steps, 0, 0);
  }

  /**
   * The length that a configuration asks for. With {@code num_epochs} the training data are opened
   * to see how many batches they have.
   *
   * @throws UserException if the data have no epochs, or more steps than can be counted
   */
  public static RunLength of(LoopConfig config, Feed feed) {
    if (config.numEpochs().isEmpty()) {
      return ofSteps(config.numIterations().orElse(LoopConfig.STEPS));
    }
    long batches;
    try (BatchSource<Batch> source = feed.training()) {
      batches = source.batchesPerEpoch();
    }
    if (batches < 1 || batches == Long.MAX_VALUE) {
      throw UserException.usage(
          "num_epochs=%d: these data have no end, so there are no epochs (%s).\nGive num_iterations, the number of steps"
              .formatted(config.numEpochs().get(), feed.describe()));
    }
    long perEpoch = (batches - 1) / config.gradAccumSteps() + 1;
    long epochs = config.numEpochs().get();
    long steps = config.numIterations().orElseGet(() -> Math.multiplyExact(epochs, perEpoch));
    return new RunLength(steps, perEpoch, batches);
  }

  public boolean countsEpochs() {
    return stepsPerEpoch > 0;
  }

  /** Where a run is before its next step. */
  public Moment before(long step) {
    return new Moment(step, countsEpochs() ? step / stepsPerEpoch : 0, this);
  }

  /** Where a run is after a step; the same as {@link #before} if none was taken. */
  public Moment after(long step) {
    return step == 0 ? before(0) : new Moment(step, before(step - 1).epoch(), this);
  }
}
