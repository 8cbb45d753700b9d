package dev.hydrant.trainer.lm.sedd;

/** What noise does to a token. */
public enum SeddTransition {
  /** It becomes a mask, and stays one. */
  ABSORBING,
  /** It becomes any token. */
  UNIFORM
}
