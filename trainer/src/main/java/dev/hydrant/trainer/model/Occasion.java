package dev.hydrant.trainer.model;

/** When a model may write artefacts. */
public enum Occasion {
  /** Before the first step of a run, or of one that goes on. */
  START,
  /** After a validation. */
  VALIDATION,
  /** After a validation whose monitored number is better than all before. */
  BEST,
  /** After an epoch, its hook and its validation. */
  EPOCH_END,
  /** When training has ended. */
  END
}
