package dev.hydrant.config.grammar;

/** The limits that keep hostile input from costing memory, time or stack. */
public final class Limits {
  /** The longest override or interpolated string, in characters. */
  public static final int MAX_LENGTH = 1 << 20;

  /** The deepest nesting of lists, dicts, functions and interpolations. */
  public static final int MAX_DEPTH = 100;

  /** The longest whole number, in digits, as in Python. */
  public static final int MAX_DIGITS = 4300;

  private Limits() {}
}
