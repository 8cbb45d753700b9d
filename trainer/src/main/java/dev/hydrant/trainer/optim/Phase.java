package dev.hydrant.trainer.optim;

/** What a loss is computed for. */
public enum Phase {
  TRAIN,
  VALIDATION,
  TEST
}
