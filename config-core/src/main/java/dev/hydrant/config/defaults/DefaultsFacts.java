package dev.hydrant.config.defaults;

/**
 * What can be wrong between a config's defaults list and what is added to it, though each is sound.
 */
public final class DefaultsFacts {
  /** Something to be replaced is not there. */
  public static final String NO_MATCH = "No match in the defaults list.";

  /** Two ask for the same group. */
  public static final String TWICE = "appears more than once in the final defaults list.";

  /** Two ask for different options of one group. */
  public static final String MANY = "Multiple values for ";

  private DefaultsFacts() {}
}
