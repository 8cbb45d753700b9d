package dev.hydrant.trainer.grammar.syntax;

import dev.hydrant.trainer.error.UserException;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a grammar file, taken apart.
 *
 * @param file for messages
 * @param number from 1
 */
record GrammarLine(String file, int number, String lhs, List<Alternative> alternatives) {

  /** A terminal's text or a non-terminal's name. */
  record Symbol(boolean isTerminal, String text) {}

  /** One right-hand side; no symbols for ε. */
  record Alternative(List<Symbol> symbols) {}

  /** A line that begins with %. */
  record Directive(String file, int number, String word, List<Symbol> symbols) {
    /** The quoted texts behind the word. */
    List<String> texts(int count, String form) {
      if (symbols.size() != count || symbols.stream().anyMatch(s -> !s.isTerminal())) {
        throw fault("expected " + form);
      }
      return symbols.stream().map(Symbol::text).toList();
    }

    UserException fault(String what) {
      return UserException.failure("%s:%d: %s".formatted(file, number, what));
    }
  }

  /** All lines with rules. */
  static List<GrammarLine> all(String text, String file) {
    List<GrammarLine> lines = new ArrayList<>();
    String[] rows = text.split("\\R", -1);
    for (int i = 0; i < rows.length; i++) {
      GrammarScanner scanner = new GrammarScanner(file, i + 1, rows[i]);
      if (!scanner.isDirective()) {
        scanner.rule().ifPresent(lines::add);
      }
    }
    return lines;
  }

  /** All lines that begin with %. */
  static List<Directive> directives(String text, String file) {
    List<Directive> lines = new ArrayList<>();
    String[] rows = text.split("\\R", -1);
    for (int i = 0; i < rows.length; i++) {
      GrammarScanner scanner = new GrammarScanner(file, i + 1, rows[i]);
      if (scanner.isDirective()) {
        lines.add(scanner.directive());
      }
    }
    return lines;
  }

  UserException fault(String what) {
    return UserException.failure("%s:%d: %s".formatted(file, number, what));
  }
}
