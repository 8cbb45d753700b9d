package dev.hydrant.trainer.engine.callback;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.report.Metrics;

/**
 * Is told what happens in a run, on the training thread, in the order of registration. It may look,
 * count, write and send; it cannot change the run, except by failing: an exception ends the run
 * with a message that names the callback and what it was told.
 *
 * <p>The first call is {@link #onStart}; the last is one of {@link #onEnd} and {@link #onFailure}.
 * Both reach every callback, whatever the others did.
 *
 * <p>Registered in Java by {@code Train.with}, or by name in a config ({@code callbacks: [name]})
 * through a {@link CallbackFactory}.
 */
public interface Callback {
  /** What it is called in messages. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** The model is ready, a checkpoint is restored if there was one, no step was taken. */
  default void onStart(RunInfo run) {}

  /** A step is done, or (step 0) the untrained model was judged. */
  default void onStep(Metrics metrics) {}

  /**
   * The model was validated; comes before the {@link #onStep} of the same step. A validation that
   * is only shown ({@code measure_every}) is none of these: its numbers are in the row alone.
   *
   * @param metrics {@code val_loss} and whatever else was found
   */
  default void onValidation(Metrics metrics) {}

  /**
   * Training has ended and a checkpoint was evaluated on the test data; comes before {@link
   * #onEnd}.
   *
   * @param metrics at the step the run ended with: {@code test_step}, the step of the checkpoint,
   *     {@code test_loss}, and whatever else was found, all beginning with {@code test_}
   */
  default void onTest(Metrics metrics) {}

  /**
   * The run went back to an earlier state: what was told of later steps no longer counts, and they
   * will be told again.
   *
   * @param step steps done in that state
   */
  default void onRollback(long step) {}

  /** A checkpoint was written and verified. */
  default void onCheckpoint(Checkpoint checkpoint) {}

  /** The run ended without failing; its last step and checkpoint were told before. */
  default void onEnd(RunEnd end) {}

  /** The run failed. Whatever it throws is logged; the failure itself goes on to the user. */
  default void onFailure(Throwable failure) {}
}
