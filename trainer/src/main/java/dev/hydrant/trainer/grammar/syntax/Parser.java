package dev.hydrant.trainer.grammar.syntax;

import java.util.BitSet;
import java.util.stream.Collectors;

/**
 * Turns text into production rules. Any grammar will do: left recursion, ambiguity and rules for
 * nothing included. May be used by several threads at once.
 */
public final class Parser {
  /** Longer texts are rejected; their charts would take megabytes. */
  static final int MOST_TOKENS = 2000;

  private static final int MOST_SHOWN = 8;

  private final Grammar grammar;
  private final ParseTables tables;
  private final Tokenizer tokenizer;

  public Parser(Grammar grammar) {
    this.grammar = grammar;
    this.tables = new ParseTables(grammar);
    this.tokenizer = new Tokenizer(grammar);
  }

  /** The grammar that texts are read by. */
  public Grammar grammar() {
    return grammar;
  }

  /**
   * Parses a text.
   *
   * @return the rules of its leftmost derivation, or where and why it is not in the language
   */
  public Parse parse(String text) {
    Tokens tokens;
    try {
      tokens = tokenizer.cut(text);
    } catch (Tokenizer.Unknown e) {
      return unknown(text, e.position());
    }
    if (tokens.size() > MOST_TOKENS) {
      return new Parse.Rejected(
          tokens.positions()[MOST_TOKENS], "longer than %,d terminals".formatted(MOST_TOKENS));
    }
    Chart chart = new Chart(tables, tokens);
    if (!chart.accepts()) {
      return unfinished(text, chart);
    }
    SmallestDerivation derivation = new SmallestDerivation(chart, tables);
    int[] rules = derivation.root().rules();
    return new Parse.Derived(rules, derivation.isAmbiguous());
  }

  /** No terminal begins there; or the text goes wrong even before. */
  private Parse unknown(String text, int position) {
    if (parse(text.substring(0, position)) instanceof Parse.Rejected r && r.position() < position) {
      return r;
    }
    String shown = text.substring(position, text.offsetByCodePoints(position, 1));
    return new Parse.Rejected(position, "no terminal begins with '%s'".formatted(shown));
  }

  private Parse unfinished(String text, Chart chart) {
    int reached = chart.reached();
    Tokens tokens = chart.tokens();
    boolean isEnd = reached == tokens.size();
    int position = isEnd ? text.length() : tokens.positions()[reached];
    String found =
        isEnd
            ? "the text ends too early"
            : "'%s' does not fit".formatted(grammar.terminals().get(tokens.terminals()[reached]));
    return new Parse.Rejected(position, found + expected(chart.expected()));
  }

  private String expected(BitSet terminals) {
    if (terminals.isEmpty()) {
      return "; expected the end";
    }
    String some =
        terminals.stream()
            .limit(MOST_SHOWN)
            .mapToObj(t -> grammar.symbol(~t))
            .collect(Collectors.joining(" "));
    int more = terminals.cardinality() - MOST_SHOWN;
    return "; expected " + some + (more > 0 ? " or %d more".formatted(more) : "");
  }
}
