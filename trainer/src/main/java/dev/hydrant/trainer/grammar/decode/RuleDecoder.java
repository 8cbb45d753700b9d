package dev.hydrant.trainer.grammar.decode;

import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.RuleStack;
import java.util.Arrays;

/**
 * Makes a derivation of logits, {@code [T, P]}: at each place one of the rules that replace the
 * leftmost non-terminal (Kusner, Paige and Hernández-Lobato 2017, section 3.2).
 *
 * <p>Kusner's decoder may run out of places before all is replaced. With {@code complete} a rule is
 * allowed only if what it leaves can still be finished: let m(A) be the least number of rules that
 * finishes A; rule r fits at place t if the least numbers of all that is left after it do not
 * exceed the places left. The start fits if m(start) ≤ T, and a rule that attains m(A) always fits,
 * so some rule is always allowed, and every result is a complete parse tree of at most T rules.
 */
public final class RuleDecoder {
  private final Grammar grammar;
  private final int length;
  private final boolean complete;

  /**
   * @param length T, the number of places
   * @param complete whether every result must be finished
   */
  public RuleDecoder(Grammar grammar, int length, boolean complete) {
    int least = grammar.facts().shortest(grammar.start());
    if (complete && least > length) {
      throw new IllegalArgumentException(
          "%s needs at least %d rules, but there are %d places".formatted(grammar, least, length));
    }
    this.grammar = grammar;
    this.length = length;
    this.complete = complete;
  }

  /**
   * A derivation.
   *
   * @param rules in order, without padding
   * @param text of what is finished
   * @param finished whether nothing is left to be replaced
   * @param forced whether the likeliest rule was excluded at some place, for lack of places
   */
  public record Result(int[] rules, String text, boolean finished, boolean forced) {}

  /**
   * Decodes one row.
   *
   * @param logits {@code [T, P]}, one place behind the other, possibly of several rows
   * @param row the number of the row among them
   */
  public Result decode(float[] logits, int row, Choice choice) {
    RuleStack stack = new RuleStack(grammar);
    StringBuilder text = new StringBuilder();
    int[] rules = new int[length];
    boolean forced = false;
    int n = 0;
    while (n < length && !stack.isEmpty()) {
      int at = (row * length + n) * grammar.size();
      int[] allowed = grammar.facts().usableRules(stack.top());
      int rule;
      if (complete) {
        int left = length - n;
        int[] fitting = Arrays.stream(allowed).filter(r -> stack.leavesTime(r, left)).toArray();
        rule = choice.take(logits, at, fitting);
        forced |=
            fitting.length < allowed.length
                && !contains(fitting, Choice.GREEDY.take(logits, at, allowed));
      } else {
        rule = choice.take(logits, at, allowed);
      }
      rules[n++] = rule;
      stack.apply(rule, text);
    }
    return new Result(Arrays.copyOf(rules, n), text.toString(), stack.isEmpty(), forced);
  }

  private static boolean contains(int[] ascending, int value) {
    return Arrays.binarySearch(ascending, value) >= 0;
  }
}
