package dev.hydrant.trainer.grammar.syntax;

import java.util.Arrays;

/**
 * What is still to be replaced in a derivation that goes on from left to right: non-terminals, with
 * the terminals between them.
 */
public final class RuleStack {
  private final Grammar grammar;
  private int[] symbols = new int[64];
  private int depth;
  private int least;

  /** Begins with the start symbol alone. */
  public RuleStack(Grammar grammar) {
    this.grammar = grammar;
    push(grammar.start());
  }

  /** Whether nothing is left to be replaced. */
  public boolean isEmpty() {
    return depth == 0;
  }

  /** The non-terminal that the next rule must replace; there must be one. */
  public int top() {
    return symbols[depth - 1];
  }

  /** The least number of rules that replaces all that is left. */
  public int least() {
    return least;
  }

  /**
   * Whether all can still be replaced within a number of rules if this rule comes next, itself
   * counted.
   */
  public boolean leavesTime(int rule, int rulesLeft) {
    GrammarFacts facts = grammar.facts();
    return least - facts.shortest(top()) + facts.shortestBy(rule) <= rulesLeft;
  }

  /** Replaces the top, and appends to a text what has become final. */
  public void apply(int rule, StringBuilder text) {
    pop();
    int[] rhs = grammar.rhs(rule);
    for (int i = rhs.length - 1; i >= 0; i--) {
      push(rhs[i]);
    }
    while (depth > 0 && symbols[depth - 1] < 0) {
      text.append(grammar.terminals().get(~pop()));
    }
  }

  private void push(int symbol) {
    if (depth == symbols.length) {
      symbols = Arrays.copyOf(symbols, 2 * depth);
    }
    symbols[depth++] = symbol;
    least += symbol < 0 ? 0 : grammar.facts().shortest(symbol);
  }

  private int pop() {
    int symbol = symbols[--depth];
    least -= symbol < 0 ? 0 : grammar.facts().shortest(symbol);
    return symbol;
  }
}
