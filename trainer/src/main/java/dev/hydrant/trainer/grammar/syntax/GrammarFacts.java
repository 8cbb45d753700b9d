package dev.hydrant.trainer.grammar.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What follows from the rules of a grammar: which symbols can become text, which can become
 * nothing, what they can begin with, and the least number of rules that finishes each.
 */
public final class GrammarFacts {
  /** The length of what never ends. */
  static final int ENDLESS = Integer.MAX_VALUE / 4;

  private final Grammar grammar;
  private final int[] shortest;
  private final boolean[] nullable;
  private final boolean[] reachable;
  private final boolean[] usable;
  private final BitSet[] first;
  private final int[][] usableOf;

  GrammarFacts(Grammar grammar) {
    this.grammar = grammar;
    int n = grammar.nonTerminals().size();
    this.shortest = shortest(grammar, n);
    this.usable = new boolean[grammar.size()];
    for (Grammar.Rule r : grammar.rules()) {
      boolean isPadding = r.id() == grammar.padding().orElse(-1);
      usable[r.id()] = !isPadding && length(r.rhs()) < ENDLESS;
    }
    this.usableOf = new int[n][];
    for (int a = 0; a < n; a++) {
      usableOf[a] = Arrays.stream(grammar.rulesOf(a)).filter(r -> usable[r]).toArray();
    }
    this.nullable = nullableSet(n);
    this.first = firstSets(n);
    this.reachable = reachableSet(n);
  }

  /** Least numbers of rules, by the fixed point from above. */
  private static int[] shortest(Grammar grammar, int n) {
    int[] least = new int[n];
    Arrays.fill(least, ENDLESS);
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Grammar.Rule r : grammar.rules()) {
        int length = 1;
        for (int s : r.rhs()) {
          length = Math.min(ENDLESS, length + (s < 0 ? 0 : least[s]));
        }
        if (length < least[r.lhs()]) {
          least[r.lhs()] = length;
          changed = true;
        }
      }
    }
    return least;
  }

  private int length(int[] symbols) {
    int sum = 0;
    for (int s : symbols) {
      sum = Math.min(ENDLESS, sum + (s < 0 ? 0 : shortest[s]));
    }
    return sum;
  }

  private boolean[] nullableSet(int n) {
    boolean[] empty = new boolean[n];
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int rule = 0; rule < grammar.size(); rule++) {
        int lhs = grammar.lhs(rule);
        if (usable[rule]
            && !empty[lhs]
            && Arrays.stream(grammar.rhs(rule)).allMatch(s -> s >= 0 && empty[s])) {
          empty[lhs] = true;
          changed = true;
        }
      }
    }
    return empty;
  }

  private BitSet[] firstSets(int n) {
    BitSet[] begin = new BitSet[n];
    Arrays.setAll(begin, i -> new BitSet());
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int rule = 0; rule < grammar.size(); rule++) {
        if (usable[rule]) {
          BitSet of = begin[grammar.lhs(rule)];
          int before = of.cardinality();
          addFirst(of, begin, grammar.rhs(rule));
          changed |= of.cardinality() > before;
        }
      }
    }
    return begin;
  }

  private void addFirst(BitSet to, BitSet[] begin, int[] symbols) {
    for (int s : symbols) {
      if (s < 0) {
        to.set(~s);
        return;
      }
      to.or(begin[s]);
      if (!nullable[s]) {
        return;
      }
    }
  }

  private boolean[] reachableSet(int n) {
    boolean[] seen = new boolean[n];
    List<Integer> next = new ArrayList<>(List.of(grammar.start()));
    seen[grammar.start()] = true;
    while (!next.isEmpty()) {
      for (int rule : usableOf[next.remove(next.size() - 1)]) {
        for (int s : grammar.rhs(rule)) {
          if (s >= 0 && !seen[s]) {
            seen[s] = true;
            next.add(s);
          }
        }
      }
    }
    return seen;
  }

  /** The least number of rules that replaces a non-terminal by text, its own included. */
  public int shortest(int nonTerminal) {
    return shortest[nonTerminal];
  }

  /** The least number of rules that a use of this rule costs, itself included. */
  int shortestBy(int rule) {
    return 1 + length(grammar.rhs(rule));
  }

  /**
   * Whether a rule can be part of a finished sequence: it pads nothing and needs no lost symbol.
   */
  public boolean isUsable(int rule) {
    return usable[rule];
  }

  /** The usable rules of a non-terminal, ascending. The array is not to be changed. */
  public int[] usableRules(int nonTerminal) {
    return usableOf[nonTerminal];
  }

  boolean isNullable(int nonTerminal) {
    return nullable[nonTerminal];
  }

  boolean isReachable(int nonTerminal) {
    return reachable[nonTerminal];
  }

  /** The places of terminals that what a non-terminal becomes can begin with. */
  BitSet first(int nonTerminal) {
    return first[nonTerminal];
  }

  /**
   * The rules that stand at a choice for each rule: {@code [P][P]}, true at {@code [r][q]} if q
   * replaces the same non-terminal as r and can be used. Row r is the mask of a position that holds
   * rule r.
   */
  public boolean[][] masks() {
    boolean[][] masks = new boolean[grammar.size()][grammar.size()];
    for (int rule = 0; rule < grammar.size(); rule++) {
      for (int other : usableOf[grammar.lhs(rule)]) {
        masks[rule][other] = true;
      }
    }
    return masks;
  }
}
