package dev.hydrant.config.grammar;

/** The kind of an override's value as a whole. */
public enum ValueType {
  /** One value; sweeps inside its lists and dicts do not count. */
  ELEMENT,
  /** {@code choice(a,b)}. */
  CHOICE_SWEEP,
  /** {@code a,b}. */
  SIMPLE_CHOICE_SWEEP,
  /** {@code glob(*)}. */
  GLOB_CHOICE_SWEEP,
  /** {@code range(1,10)}. */
  RANGE_SWEEP,
  /** {@code interval(0,1)}. */
  INTERVAL_SWEEP
}
