package dev.hydrant.trainer.lm.sedd;

/** How the total noise σ grows with time. */
public enum SigmaSchedule {
  /** σ = −ln(1 − (1 − ε)t): the share of changed tokens grows linearly. */
  MUTUAL_INFO,
  /** The rate σ′ grows linearly, from .1 to 20. */
  LINEAR,
  /** σ grows from sigma_min to sigma_max by the same factor in equal times. */
  GEOMETRIC
}
