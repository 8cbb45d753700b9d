package dev.hydrant.trainer.grammar.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.error.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grammar files: numbering, what follows from rules, and what is wrong with them. */
class GrammarTest {
  @ParameterizedTest
  @CsvSource({"smiles,76,23,75", "pde,56,14,55", "equation,12,3,11"})
  void shippedGrammarsHaveTheRulesOfTheirPapers(
      String name, int rules, int nonTerminals, int padding) {
    Grammar g = Grammars.shipped(name);
    assertThat(g.size()).isEqualTo(rules);
    assertThat(g.padding()).hasValue(padding);
    long withRules = g.rules().stream().mapToInt(Grammar.Rule::lhs).distinct().count();
    assertThat(withRules).isEqualTo(nonTerminals);
  }

  @Test
  void theLeastNumbersOfRulesAreThoseOfTheFixedPoint() {
    Map<String, Integer> smiles =
        Map.ofEntries(
            Map.entry("smiles", 5),
            Map.entry("chain", 4),
            Map.entry("branched_atom", 3),
            Map.entry("atom", 2),
            Map.entry("bracket_atom", 4),
            Map.entry("BAI", 3),
            Map.entry("BAC", 2),
            Map.entry("BAH", 2),
            Map.entry("BACH", 2),
            Map.entry("isotope", 2),
            Map.entry("symbol", 2),
            Map.entry("ringbond", 2),
            Map.entry("RB", 3),
            Map.entry("branch", 5),
            Map.entry("BB", 6),
            Map.entry("DIGIT", 1),
            Map.entry("charge", 1));
    assertLeast("smiles", smiles);
    assertLeast(
        "pde",
        Map.of(
            "PDE",
            6,
            "PROD",
            4,
            "FACT",
            2,
            "ATOM",
            1,
            "NUM",
            4,
            "DIGITS",
            3,
            "FRAC",
            2,
            "SUM_T",
            1,
            "DIGITS_REST",
            1));
  }

  private static void assertLeast(String name, Map<String, Integer> expected) {
    Grammar g = Grammars.shipped(name);
    expected.forEach(
        (symbol, least) ->
            assertThat(g.facts().shortest(g.nonTerminals().indexOf(symbol)))
                .as(symbol)
                .isEqualTo(least));
  }

  @Test
  void rulesThatNeedASymbolWithoutRulesAreNeverUsed() {
    GrammarReader.Result smiles = GrammarReader.parse(Grammars.shipped("smiles").text(), "copy");
    assertThat(smiles.warnings()).hasSize(1).first().asString().contains("class has no rules");
    for (int rule = 0; rule < 76; rule++) {
      assertThat(smiles.grammar().facts().isUsable(rule))
          .as("rule %d", rule)
          .isEqualTo(rule != 29 && rule != 31 && rule != 75);
    }
  }

  @Test
  void masksAreTheRulesOfTheSameSymbol() {
    boolean[][] masks = Grammars.shipped("smiles").facts().masks();
    assertThat(trues(masks[0])).containsExactly(0);
    assertThat(trues(masks[73])).containsExactly(72, 73, 74);
    assertThat(trues(masks[30])).containsExactly(30);
    assertThat(trues(masks[5])).containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
  }

  private static int[] trues(boolean[] mask) {
    return java.util.stream.IntStream.range(0, mask.length).filter(i -> mask[i]).toArray();
  }

  @Test
  void aGrammarsTextIsAGrammarFileOfTheSameRules() {
    for (String name : Grammars.NAMES) {
      Grammar g = Grammars.shipped(name);
      assertThat(GrammarReader.parse(g.text(), "copy").grammar()).isEqualTo(g);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "S 'a'; g:1:3: expected -> behind S, as in  S -> S '+' T | T",
        "S -> 'a; g:1:6: the quote is not closed",
        "S -> ''; g:1:6: a terminal cannot be empty",
        "S -> (; g:1:6: '(' is no name; terminals stand in quotes",
        "S -> 'a' | 'a'; g:1: rule 1 is rule 0 of line 1 once more",
        "S -> S; g:1: S never ends",
        "S -> S | 'a'; g:1: S derives itself (S -> S)",
        "S -> A B | 'a'\\nA -> S\\nB -> ε; derives itself",
        "''; holds no rule",
        "S -> 'a'\\n%alias 'b' 'c'; g:2: no rule has the terminal 'c'",
        "S -> 'a'\\n%foo 'b'; g:2: unknown directive %foo",
      })
  void saysWhichLineIsWrong(String text, String message) {
    assertThatThrownBy(() -> GrammarReader.parse(text.replace("\\n", "\n"), "g"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsFilesAndRefusesWhatIsNone(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("g.txt");
    Files.writeString(file, "S -> 'a' S | 'é' # two\n");
    assertThat(Grammars.find(file.toString()).grammar().size()).isEqualTo(2);
    Files.write(file, "S -> 'é'".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Grammars.find(file.toString())).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> Grammars.find("smile"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("smiles, pde, equation");
    assertThatThrownBy(() -> Grammars.find(directory.toString()))
        .hasMessageContaining("not a regular file");
  }

  @Test
  void aDerivationThatIsCutOrWrongIsTold() {
    Grammar g = Grammars.shipped("equation");
    assertThatThrownBy(() -> Derivation.text(g, new int[] {0, 3}))
        .hasMessageContaining("ends while T is left");
    assertThatThrownBy(() -> Derivation.text(g, new int[] {3, 0}))
        .hasMessageContaining("place 1")
        .hasMessageContaining("replaces T");
    assertThat(Derivation.text(g, new int[] {3, 7, -1, -1})).isEqualTo("x");
  }

  @Test
  void randomDerivationsNeverExceedTheirLimit() {
    SplittableRandom random = new SplittableRandom(1);
    for (String name : Grammars.NAMES) {
      Grammar g = Grammars.shipped(name);
      int least = g.facts().shortest(g.start());
      for (int limit = least; limit < least + 40; limit++) {
        for (int i = 0; i < 20; i++) {
          int[] rules = RandomDerivation.of(g, limit, random);
          assertThat(rules.length).isLessThanOrEqualTo(limit);
          assertThat(Derivation.text(g, rules)).isNotEmpty();
          assertThat(Arrays.stream(rules)).allMatch(g.facts()::isUsable);
        }
      }
    }
  }
}
