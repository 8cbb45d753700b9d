package dev.hydrant.trainer.grammar.syntax;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The rules of a grammar as tables of numbers. An item is a rule with a dot in its right-hand side;
 * the items of a rule follow each other, so moving the dot adds 1.
 */
final class ParseTables {
  /** What stands behind the dot of an item that is complete. */
  static final int END = Integer.MAX_VALUE;

  final Grammar grammar;
  final int nonTerminals;

  /** The item of each rule with the dot in front. */
  final int[] firstItem;

  /** What stands behind the dot. */
  final int[] next;

  /** The rule of an item. */
  final int[] rule;

  /** Usable rules that can begin with a terminal or be empty: {@code [A][terminal]}. */
  final int[][][] predicted;

  /** Usable rules that can be empty, which are all that is left at the end of a text. */
  final int[][] emptyRules;

  ParseTables(Grammar grammar) {
    this.grammar = grammar;
    this.nonTerminals = grammar.nonTerminals().size();
    int items = grammar.rules().stream().mapToInt(r -> r.rhs().length + 1).sum();
    this.firstItem = new int[grammar.size()];
    this.next = new int[items];
    this.rule = new int[items];
    int item = 0;
    for (Grammar.Rule r : grammar.rules()) {
      firstItem[r.id()] = item;
      for (int k = 0; k <= r.rhs().length; k++) {
        rule[item] = r.id();
        next[item++] = k < r.rhs().length ? r.rhs()[k] : END;
      }
    }
    int terminals = grammar.terminals().size();
    this.predicted = new int[nonTerminals][terminals][];
    this.emptyRules = new int[nonTerminals][];
    for (int a = 0; a < nonTerminals; a++) {
      int[] usable = grammar.facts().usableRules(a);
      emptyRules[a] = Arrays.stream(usable).filter(r -> begin(r).get(terminals)).toArray();
      for (int t = 0; t < terminals; t++) {
        int terminal = t;
        predicted[a][t] =
            Arrays.stream(usable)
                .filter(r -> begin(r).get(terminal) || begin(r).get(terminals))
                .toArray();
      }
    }
  }

  /** What a rule can begin with; the bit behind all terminals says that it can be empty. */
  private BitSet begin(int of) {
    GrammarFacts facts = grammar.facts();
    BitSet first = new BitSet();
    for (int s : grammar.rhs(of)) {
      if (s < 0) {
        first.set(~s);
        return first;
      }
      first.or(facts.first(s));
      if (!facts.isNullable(s)) {
        return first;
      }
    }
    first.set(grammar.terminals().size());
    return first;
  }

  int items() {
    return next.length;
  }

  /** The rules of a non-terminal that may go on with the token at a place. */
  int[] rules(int nonTerminal, Tokens tokens, int at) {
    return at < tokens.size()
        ? predicted[nonTerminal][tokens.terminals()[at]]
        : emptyRules[nonTerminal];
  }
}
