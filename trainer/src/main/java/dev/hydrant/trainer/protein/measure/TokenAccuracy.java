package dev.hydrant.trainer.protein.measure;

/**
 * How many of the tokens that were asked for are right: over all positions of all proteins alike.
 *
 * @param right number of right ones
 * @param asked number of positions
 */
public record TokenAccuracy(long right, long asked) {
  /** Nothing was asked. */
  public static final TokenAccuracy NONE = new TokenAccuracy(0, 0);

  /** Checks the numbers. */
  public TokenAccuracy {
    if (right < 0 || right > asked) {
      throw new IllegalArgumentException(right + " right of " + asked);
    }
  }

  /**
   * Of rows of ids.
   *
   * @param guessed {@code [N]} ids
   * @param truth {@code [N]} ids
   * @param asked {@code [N]} 1 where the position counts
   */
  public static TokenAccuracy of(double[] guessed, double[] truth, double[] asked) {
    long right = 0;
    long count = 0;
    for (int i = 0; i < asked.length; i++) {
      if (asked[i] != 0) {
        count++;
        right += guessed[i] == truth[i] ? 1 : 0;
      }
    }
    return new TokenAccuracy(right, count);
  }

  /** Both together. */
  public TokenAccuracy plus(TokenAccuracy other) {
    return new TokenAccuracy(right + other.right, asked + other.asked);
  }

  /** The share that is right; NaN if nothing was asked. */
  public double share() {
    return (double) right / asked;
  }
}
