package dev.hydrant.trainer.grammar.syntax;

import dev.hydrant.trainer.error.UserException;

/** Turns production rules back into text. */
public final class Derivation {
  private Derivation() {}

  /**
   * Replaces the leftmost non-terminal by each rule in turn, from the start symbol on.
   *
   * @param rules of a leftmost derivation; what lies behind its end must be negative or padding
   * @return the text, without blanks between terminals
   * @throws UserException if a rule does not fit the leftmost non-terminal, or non-terminals are
   *     left at the end
   */
  public static String text(Grammar grammar, int[] rules) {
    RuleStack stack = new RuleStack(grammar);
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < rules.length && !stack.isEmpty(); t++) {
      int rule = rules[t];
      if (rule < 0 || rule >= grammar.size() || grammar.lhs(rule) != stack.top()) {
        throw UserException.failure(
            "place %d of a sequence of rules needs one that replaces %s, but holds %s"
                .formatted(
                    t,
                    grammar.symbol(stack.top()),
                    rule < 0 || rule >= grammar.size()
                        ? "rule " + rule + ", which " + grammar + " does not have"
                        : "rule " + rule + ": " + grammar.describe(rule)));
      }
      stack.apply(rule, text);
    }
    if (!stack.isEmpty()) {
      throw UserException.failure(
          "a sequence of %d rules ends while %s is left to be replaced"
              .formatted(rules.length, grammar.symbol(stack.top())));
    }
    return text.toString();
  }
}
