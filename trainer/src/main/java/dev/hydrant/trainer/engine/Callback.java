package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.report.Metrics;

/** Is told what happens in a run, on the training thread, in the order of registration. */
public interface Callback {
  /** A step is done, or (step 0) the untrained model was judged. */
  default void onStep(Metrics metrics) {}

  /** A checkpoint was written and verified. */
  default void onCheckpoint(Checkpoint checkpoint) {}
}
