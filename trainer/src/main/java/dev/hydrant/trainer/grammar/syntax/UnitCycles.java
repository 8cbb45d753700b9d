package dev.hydrant.trainer.grammar.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for non-terminals that derive themselves alone, A ⇒⁺ A. */
final class UnitCycles {
  private final Grammar grammar;
  private final int[] state;
  private final List<Integer> path = new ArrayList<>();

  private UnitCycles(Grammar grammar) {
    this.grammar = grammar;
    this.state = new int[grammar.nonTerminals().size()];
  }

  /**
   * A cycle.
   *
   * @param symbols from one to itself
   * @param line of a rule of the first
   */
  record Cycle(List<String> symbols, int line) {
    String path() {
      return String.join(" -> ", symbols);
    }
  }

  static Optional<Cycle> find(Grammar grammar) {
    UnitCycles search = new UnitCycles(grammar);
    for (int a = 0; a < search.state.length; a++) {
      Optional<Cycle> found = search.visit(a);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Cycle> visit(int a) {
    if (state[a] == 2) {
      return Optional.empty();
    }
    if (state[a] == 1) {
      List<Integer> cycle = new ArrayList<>(path.subList(path.indexOf(a), path.size()));
      cycle.add(a);
      int line = grammar.rule(grammar.rulesOf(a)[0]).line();
      return Optional.of(new Cycle(cycle.stream().map(grammar::symbol).toList(), line));
    }
    state[a] = 1;
    path.add(a);
    for (int rule : grammar.facts().usableRules(a)) {
      int[] rhs = grammar.rhs(rule);
      for (int i = 0; i < rhs.length; i++) {
        if (rhs[i] >= 0 && othersVanish(rhs, i)) {
          Optional<Cycle> found = visit(rhs[i]);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    path.remove(path.size() - 1);
    state[a] = 2;
    return Optional.empty();
  }

  private boolean othersVanish(int[] rhs, int but) {
    for (int i = 0; i < rhs.length; i++) {
      if (i != but && (rhs[i] < 0 || !grammar.facts().isNullable(rhs[i]))) {
        return false;
      }
    }
    return true;
  }
}
