package dev.hydrant.trainer.grammar.decode;

import java.util.random.RandomGenerator;

/** How one of several allowed rules is taken, by its logits. */
@FunctionalInterface
public interface Choice {
  /**
   * Takes one.
   *
   * @param logits of all places and rules, {@code [T, P]} one row behind the other
   * @param row where the row of this place begins
   * @param allowed at least one rule, ascending
   */
  int take(float[] logits, int row, int[] allowed);

  /** The rule with the largest logit; of equal ones the first. */
  Choice GREEDY =
      (logits, row, allowed) -> {
        int best = allowed[0];
        for (int rule : allowed) {
          best = logits[row + rule] > logits[row + best] ? rule : best;
        }
        return best;
      };

  /**
   * Draws by the softmax over the allowed rules, as Gumbel noise on their logits would.
   *
   * @param temperature above 0; 1 draws by the probabilities themselves
   */
  static Choice drawing(double temperature, RandomGenerator random) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be above 0, not " + temperature);
    }
    return (logits, row, allowed) -> {
      double largest = logits[row + GREEDY.take(logits, row, allowed)];
      double[] weights = new double[allowed.length];
      double sum = 0;
      for (int i = 0; i < allowed.length; i++) {
        weights[i] = Math.exp((logits[row + allowed[i]] - largest) / temperature);
        sum += weights[i];
      }
      double at = random.nextDouble() * sum;
      for (int i = 0; i < allowed.length; i++) {
        at -= weights[i];
        if (at < 0) {
          return allowed[i];
        }
      }
      return allowed[allowed.length - 1];
    };
  }
}
