package dev.hydrant.trainer.grammar.syntax;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws derivations at random: each rule with the same chance among those that leave time. */
public final class RandomDerivation {
  private RandomDerivation() {}

  /**
   * Draws one.
   *
   * @param most rules, at least the least number that finishes the start symbol
   * @return a complete derivation of at most so many rules
   */
  public static int[] of(Grammar grammar, int most, RandomGenerator random) {
    RuleStack stack = new RuleStack(grammar);
    if (stack.least() > most) {
      throw new IllegalArgumentException(
          "%s needs at least %d rules, not %d".formatted(grammar, stack.least(), most));
    }
    int[] rules = new int[most];
    int n = 0;
    StringBuilder text = new StringBuilder();
    while (!stack.isEmpty()) {
      int left = most - n;
      int[] open =
          Arrays.stream(grammar.facts().usableRules(stack.top()))
              .filter(r -> stack.leavesTime(r, left))
              .toArray();
      rules[n] = open[random.nextInt(open.length)];
      stack.apply(rules[n++], text);
    }
    return Arrays.copyOf(rules, n);
  }
}
