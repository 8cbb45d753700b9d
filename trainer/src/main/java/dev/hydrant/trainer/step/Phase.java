package dev.hydrant.trainer.step;

/** What a loss is computed for. */
public enum Phase {
  TRAIN,
  VALIDATION,
  TEST
}
