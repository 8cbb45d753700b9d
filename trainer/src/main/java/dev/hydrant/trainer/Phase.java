package dev.hydrant.trainer;

/** What a loss is computed for. */
public enum Phase {
  /** Gradients follow; dropout and moving averages are at work. */
  TRAIN,
  /** Nothing changes and nothing is random but what the batch itself decides. */
  VALIDATE
}
