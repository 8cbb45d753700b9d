package dev.hydrant.trainer.model;

/** What some generators can do and others cannot. */
public enum GeneratorFeature {
  /** Remember what was computed of a token, or do without. */
  CACHE,
  /** Guess several tokens and judge them together, or do without. */
  SPECULATION,
  /** Take a given number of steps from noise to text. */
  STEPS,
  /** Take steps of Euler's method, or exact ones. */
  EULER
}
