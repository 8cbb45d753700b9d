package dev.hydrant.trainer.grammar.syntax;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A context-free grammar whose rules are numbered: what a sequence of production rules refers to.
 *
 * <p>Symbols are numbers: a non-terminal is its place in {@link #nonTerminals}, a terminal is the
 * complement {@code ~place} of its place in {@link #terminals}, and so negative.
 */
public final class Grammar {
  private final String name;
  private final List<String> nonTerminals;
  private final List<String> terminals;
  private final List<Rule> rules;
  private final int[][] rulesOf;
  private final int padding;
  private final Spelling spelling;
  private final GrammarFacts facts;

  /**
   * One production rule.
   *
   * @param id its number
   * @param lhs the non-terminal it replaces
   * @param rhs what it puts in its place; empty for ε
   * @param line of its file
   */
  record Rule(int id, int lhs, int[] rhs, int line) {}

  /**
   * How text differs from terminals.
   *
   * @param aliases other spellings of terminals: text and the terminal's symbol
   * @param ignoredEnding text without blanks that may stand at the end and means nothing; or null
   */
  record Spelling(List<Alias> aliases, String ignoredEnding) {
    record Alias(String text, int terminal) {}
  }

  /** Checked and analysed by {@link GrammarReader}, which is the way to make one. */
  Grammar(
      String name,
      List<String> nonTerminals,
      List<String> terminals,
      List<Rule> rules,
      int padding,
      Spelling spelling) {
    this.name = name;
    this.nonTerminals = List.copyOf(nonTerminals);
    this.terminals = List.copyOf(terminals);
    this.rules = List.copyOf(rules);
    this.padding = padding;
    this.spelling = spelling;
    this.rulesOf =
        IntStream.range(0, nonTerminals.size())
            .mapToObj(n -> rules.stream().filter(r -> r.lhs() == n).mapToInt(Rule::id).toArray())
            .toArray(int[][]::new);
    this.facts = new GrammarFacts(this);
  }

  /** What it is called in messages: a shipped grammar's name, or a file's path. */
  public String name() {
    return name;
  }

  /** The number of rules, P. */
  public int size() {
    return rules.size();
  }

  /** The symbol that every sequence begins with: the left-hand side of rule 0. */
  public int start() {
    return rules.get(0).lhs();
  }

  /** The names of non-terminals. */
  public List<String> nonTerminals() {
    return nonTerminals;
  }

  /** The texts of terminals. */
  public List<String> terminals() {
    return terminals;
  }

  /** The non-terminal that a rule replaces. */
  public int lhs(int rule) {
    return rules.get(rule).lhs();
  }

  /** The symbols of a rule's right-hand side. The array is not to be changed. */
  int[] rhs(int rule) {
    return rules.get(rule).rhs();
  }

  Rule rule(int id) {
    return rules.get(id);
  }

  List<Rule> rules() {
    return rules;
  }

  /** Rules of a non-terminal, ascending, those that can never be used included. */
  int[] rulesOf(int nonTerminal) {
    return rulesOf[nonTerminal];
  }

  /** The rule that only marks places behind a sequence, such as {@code Nothing -> None}. */
  public OptionalInt padding() {
    return padding < 0 ? OptionalInt.empty() : OptionalInt.of(padding);
  }

  Spelling spelling() {
    return spelling;
  }

  /** What follows from the rules: which can be used, and how short each symbol can be. */
  public GrammarFacts facts() {
    return facts;
  }

  /** The text of a terminal, or the name of a non-terminal. */
  String symbol(int symbol) {
    return symbol < 0 ? quote(terminals.get(~symbol)) : nonTerminals.get(symbol);
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** A rule as it stands in a grammar file. */
  public String describe(int rule) {
    int[] rhs = rhs(rule);
    String right =
        rhs.length == 0
            ? "ε"
            : IntStream.of(rhs).mapToObj(this::symbol).collect(Collectors.joining(" "));
    return symbol(lhs(rule)) + " -> " + right;
  }

  /** The rules, one a line in their order: a grammar file of its own. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (Rule rule : rules) {
      out.append(describe(rule.id())).append('\n');
    }
    spelling
        .aliases()
        .forEach(
            a -> out.append("%%alias %s %s\n".formatted(quote(a.text()), symbol(a.terminal()))));
    if (spelling.ignoredEnding() != null) {
      out.append("%%ending %s\n".formatted(quote(spelling.ignoredEnding())));
    }
    return out.toString();
  }

  /** Grammars are equal if their rules are, whatever they are called. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Grammar g && text().equals(g.text());
  }

  @Override
  public int hashCode() {
    return Objects.hash(text());
  }

  @Override
  public String toString() {
    return "grammar %s of %d rules".formatted(name, size());
  }
}
