package dev.hydrant.trainer.lm.generate;

import java.util.random.RandomGenerator;

/**
 * The tokens that may come next with their probabilities.
 *
 * @param tokens likeliest first
 * @param weights of the tokens, in the same order; not normed
 * @param total their sum
 */
public record Distribution(int[] tokens, double[] weights, double total) {
  /** Draws a token. */
  public int draw(RandomGenerator random) {
    if (tokens.length == 1) {
      return tokens[0];
    }
    double left = random.nextDouble() * total;
    int chosen = 0;
    while (chosen < tokens.length - 1 && left >= weights[chosen]) {
      left -= weights[chosen++];
    }
    return tokens[chosen];
  }

  /** The probability of a token. */
  public double of(int token) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] == token) {
        return weights[i] / total;
      }
    }
    return 0;
  }

  /** What this gives more to tokens than another does: max(0, p − q). */
  public Distribution beyond(Distribution other) {
    double[] q = new double[max(tokens, max(other.tokens, 0)) + 1];
    for (int i = 0; i < other.tokens.length; i++) {
      q[other.tokens[i]] = other.weights[i] / other.total;
    }
    double[] rest = new double[tokens.length];
    double sum = 0;
    for (int i = 0; i < rest.length; i++) {
      rest[i] = Math.max(0, weights[i] / total - q[tokens[i]]);
      sum += rest[i];
    }
    return sum == 0 ? this : new Distribution(tokens, rest, sum);
  }

  private static int max(int[] values, int least) {
    int max = least;
    for (int v : values) {
      max = Math.max(max, v);
    }
    return max;
  }
}
