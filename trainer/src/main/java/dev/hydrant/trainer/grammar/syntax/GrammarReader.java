package dev.hydrant.trainer.grammar.syntax;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.syntax.GrammarLine.Alternative;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads grammar files: one rule a line, {@code lhs -> rhs} or {@code lhs -> a | b}, in the order of
 * their numbers.
 *
 * <pre>{@code
 * # comment
 * S -> S '+' T | T          two rules: 0 and 1; the first left-hand side is the start
 * T -> 'x' | "y" | ε        terminals stand in quotes; ε or nothing is the empty text
 * Nothing -> 'None'         a rule of Nothing or PAD marks places behind a sequence
 * %alias '**' '^'           another spelling of a terminal
 * %ending '=0'              text that may stand at the end and means nothing
 * }</pre>
 */
public final class GrammarReader {
  private static final Set<String> PADDING = Set.of("Nothing", "PAD");

  /** Rule numbers are stored in 16 bits. */
  private static final int MOST_RULES = 32_767;

  private final String name;
  private final Map<String, Integer> nonTerminals = new LinkedHashMap<>();
  private final Map<String, Integer> terminals = new LinkedHashMap<>();
  private final Map<String, Integer> firstUse = new LinkedHashMap<>();
  private final List<Grammar.Rule> rules = new ArrayList<>();
  private final List<Grammar.Spelling.Alias> aliases = new ArrayList<>();
  private String ending;
  private int padding = -1;

  private GrammarReader(String name) {
    this.name = name;
  }

  /**
   * A grammar and what is odd about it without being wrong.
   *
   * @param warnings a line each, with its place
   */
  public record Result(Grammar grammar, List<String> warnings) {}

  /**
   * Reads a file in UTF-8.
   *
   * @throws UserException with the line at fault, or if the file cannot be read
   */
  public static Result read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw UserException.usage(
          "%s is no grammar file: %s.\nGive a file of rules such as  S -> S '+' T | T, or one of %s"
              .formatted(
                  file,
                  Files.exists(file) ? "it is not a regular file" : "there is no such file",
                  String.join(", ", Grammars.NAMES)));
    }
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (MalformedInputException e) {
      throw UserException.failure(file + " is no text in UTF-8; save the grammar as UTF-8", e);
    } catch (IOException e) {
      throw UserException.failure("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads the text of a grammar file.
   *
   * @param name for messages
   * @throws UserException with the line at fault
   */
  public static Result parse(String text, String name) {
    return new GrammarReader(name).parse(text);
  }

  private Result parse(String text) {
    List<GrammarLine> lines = GrammarLine.all(text, name);
    lines.forEach(line -> nonTerminal(line.lhs()));
    lines.forEach(this::rule);
    if (rules.isEmpty()) {
      throw UserException.failure(name + " holds no rule. A rule looks like  S -> S '+' T | T");
    }
    GrammarLine.directives(text, name).forEach(this::directive);
    Grammar grammar =
        new Grammar(
            name,
            List.copyOf(nonTerminals.keySet()),
            List.copyOf(terminals.keySet()),
            rules,
            padding,
            new Grammar.Spelling(List.copyOf(aliases), ending));
    return new Result(grammar, check(grammar));
  }

  private int nonTerminal(String symbol) {
    return nonTerminals.computeIfAbsent(symbol, s -> nonTerminals.size());
  }

  private int terminal(String text) {
    return ~terminals.computeIfAbsent(text, s -> terminals.size());
  }

  private void rule(GrammarLine line) {
    for (Alternative alternative : line.alternatives()) {
      int id = rules.size();
      if (id == MOST_RULES) {
        throw line.fault("more than %,d rules; their numbers have 16 bits".formatted(MOST_RULES));
      }
      int[] rhs = new int[alternative.symbols().size()];
      for (int i = 0; i < rhs.length; i++) {
        GrammarLine.Symbol s = alternative.symbols().get(i);
        rhs[i] = s.isTerminal() ? terminal(s.text()) : nonTerminal(s.text());
        if (!s.isTerminal()) {
          firstUse.putIfAbsent(s.text(), line.number());
        }
      }
      int lhs = nonTerminals.get(line.lhs());
      rules.stream()
          .filter(r -> r.lhs() == lhs && Arrays.equals(r.rhs(), rhs))
          .findFirst()
          .ifPresent(
              r -> {
                throw line.fault(
                    "rule %d is rule %d of line %d once more; remove one"
                        .formatted(id, r.id(), r.line()));
              });
      rules.add(new Grammar.Rule(id, lhs, rhs, line.number()));
      if (PADDING.contains(line.lhs()) && id > 0) {
        padding = padding < 0 ? id : padding;
      }
    }
  }

  private void directive(GrammarLine.Directive directive) {
    switch (directive.word()) {
      case "alias" -> {
        List<String> texts = directive.texts(2, "%alias 'written' 'meant'");
        Integer meant = terminals.get(texts.get(1));
        if (meant == null) {
          throw directive.fault("no rule has the terminal '%s'".formatted(texts.get(1)));
        }
        if (terminals.containsKey(texts.get(0))) {
          throw directive.fault("'%s' is a terminal itself".formatted(texts.get(0)));
        }
        aliases.add(new Grammar.Spelling.Alias(texts.get(0), ~meant));
      }
      case "ending" -> ending = directive.texts(1, "%ending '=0'").get(0).replaceAll("\\s", "");
      default ->
          throw directive.fault(
              "unknown directive %" + directive.word() + "; there are %alias and %ending");
    }
  }

  private List<String> check(Grammar grammar) {
    GrammarFacts facts = grammar.facts();
    List<String> warnings = new ArrayList<>();
    for (int n = 0; n < grammar.nonTerminals().size(); n++) {
      String symbol = grammar.nonTerminals().get(n);
      int[] own = grammar.rulesOf(n);
      if (own.length == 0) {
        warnings.add(
            "%s:%d: %s has no rules, so the rules that need it are never used"
                .formatted(name, firstUse.get(symbol), symbol));
      } else if (!facts.isReachable(n) && grammar.padding().orElse(-1) != own[0]) {
        warnings.add(
            "%s:%d: %s is reached from no rule that can be used"
                .formatted(name, grammar.rule(own[0]).line(), symbol));
      }
    }
    if (facts.shortest(grammar.start()) >= GrammarFacts.ENDLESS) {
      throw UserException.failure(
          "%s:%d: %s never ends: each of its rules leads back to symbols without an end.\nAdd a rule whose right-hand side is text"
              .formatted(name, grammar.rule(0).line(), grammar.symbol(grammar.start())));
    }
    UnitCycles.find(grammar)
        .ifPresent(
            cycle -> {
              throw UserException.failure(
                  "%s:%d: %s derives itself (%s), so one text would have endlessly many derivations.\nRemove one of these rules"
                      .formatted(name, cycle.line(), cycle.symbols().get(0), cycle.path()));
            });
    return warnings;
  }
}
