package dev.hydrant.trainer.lm.d3pm;

/** How noise grows over the steps. */
public enum BetaSchedule {
  COSINE,
  LINEAR,
  /** β = 1/(T − t + 1): information about a token falls linearly. */
  MUTUAL_INFO
}
