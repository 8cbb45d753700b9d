package dev.hydrant.trainer.model;

/** What may end a run before its time. */
public enum Trouble {
  /** A loss or the norm of a gradient is not finite, or a loss jumped. */
  FAULTY_STEP,
  /** A step needs more memory than there is. */
  OUT_OF_MEMORY
}
