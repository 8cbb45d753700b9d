package dev.hydrant.trainer.lm.d3pm;

/** What noise does to a token. */
public enum D3pmTransition {
  /** It becomes a mask, and stays one. */
  ABSORBING,
  /** It becomes any token. */
  UNIFORM,
  /** It becomes one with a near id, as a discretised Gaussian; for ids that are quantities. */
  GAUSSIAN,
  /** It wanders to tokens whose embeddings were near when the model was made. */
  NEAREST_NEIGHBOR;

  /** Whether the process needs matrices over all pairs of tokens. */
  boolean isDense() {
    return this == GAUSSIAN || this == NEAREST_NEIGHBOR;
  }
}
