package dev.hydrant.trainer.weights;

import java.util.Locale;

/** Which of a checkpoint's weights are meant. */
public enum WeightKind {
  /** Those of the last step. */
  MODEL,
  /** Their exponential moving average. */
  EMA;

  /** The file of a checkpoint that holds them. */
  public String file() {
    return name().toLowerCase(Locale.ROOT);
  }
}
