package dev.hydrant.trainer.grammar.syntax;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.syntax.GrammarLine.Alternative;
import dev.hydrant.trainer.grammar.syntax.GrammarLine.Directive;
import dev.hydrant.trainer.grammar.syntax.GrammarLine.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the symbols of one line of a grammar file, from left to right. */
final class GrammarScanner {
  private static final String EPSILON = "ε";

  private final String file;
  private final int number;
  private final String row;
  private int at;

  GrammarScanner(String file, int number, String row) {
    this.file = file;
    this.number = number;
    this.row = row;
    skipBlanks();
  }

  boolean isDirective() {
    return at < row.length() && row.charAt(at) == '%';
  }

  Directive directive() {
    at++;
    String word = name();
    List<Symbol> symbols = new ArrayList<>();
    while (!isAtEnd()) {
      symbols.add(symbol());
    }
    return new Directive(file, number, word, symbols);
  }

  /** The rules of this line; empty for a blank line or a comment. */
  Optional<GrammarLine> rule() {
    if (isAtEnd()) {
      return Optional.empty();
    }
    String lhs = name();
    skipBlanks();
    if (!row.startsWith("->", at)) {
      throw fault("expected -> behind " + lhs + ", as in  S -> S '+' T | T");
    }
    at += 2;
    List<Alternative> alternatives = new ArrayList<>();
    List<Symbol> symbols = new ArrayList<>();
    for (skipBlanks(); !isAtEnd(); skipBlanks()) {
      if (row.charAt(at) == '|') {
        at++;
        alternatives.add(new Alternative(List.copyOf(symbols)));
        symbols.clear();
      } else if (row.startsWith(EPSILON, at)) {
        at += EPSILON.length();
      } else {
        symbols.add(symbol());
      }
    }
    alternatives.add(new Alternative(List.copyOf(symbols)));
    return Optional.of(new GrammarLine(file, number, lhs, alternatives));
  }

  private Symbol symbol() {
    char c = row.charAt(at);
    return c == '\'' || c == '"' ? new Symbol(true, quoted(c)) : new Symbol(false, name());
  }

  private String quoted(char quote) {
    int open = at++;
    StringBuilder text = new StringBuilder();
    while (at < row.length() && row.charAt(at) != quote) {
      boolean isEscape =
          row.charAt(at) == '\\'
              && at + 1 < row.length()
              && "\\'\"".indexOf(row.charAt(at + 1)) >= 0;
      at += isEscape ? 1 : 0;
      text.append(row.charAt(at++));
    }
    if (at >= row.length()) {
      at = open;
      throw fault("the quote is not closed");
    }
    at++;
    if (text.isEmpty()) {
      at = open;
      throw fault("a terminal cannot be empty; write ε for nothing");
    }
    return text.toString();
  }

  private String name() {
    int begin = at;
    while (at < row.length() && isNamePart(row.charAt(at))) {
      at++;
    }
    if (at == begin) {
      throw fault(
          at < row.length()
              ? "'%s' is no name; terminals stand in quotes".formatted(row.charAt(at))
              : "a name is missing");
    }
    return row.substring(begin, at);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) && c != EPSILON.charAt(0) || c == '_';
  }

  private boolean isAtEnd() {
    skipBlanks();
    return at >= row.length() || row.charAt(at) == '#';
  }

  private void skipBlanks() {
    while (at < row.length() && Character.isWhitespace(row.charAt(at))) {
      at++;
    }
  }

  private UserException fault(String what) {
    return UserException.failure("%s:%d:%d: %s".formatted(file, number, at + 1, what));
  }
}
