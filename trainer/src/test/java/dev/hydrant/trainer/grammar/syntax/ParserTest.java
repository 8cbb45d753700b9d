package dev.hydrant.trainer.grammar.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R59: texts become rules and rules become the same texts. */
class ParserTest {
  private static final Parser SMILES = new Parser(Grammars.shipped("smiles"));
  private static final Parser PDE = new Parser(Grammars.shipped("pde"));
  private static final Parser EQUATION = new Parser(Grammars.shipped("equation"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CCO; 0 73 73 72 62 2 5 62 2 5 62 2 7",
        "C/C=C\\C; 0 74 74 74 72 62 2 5 58 62 2 5 56 62 2 5 59 62 2 5",
        "C12CC1C2; 0 73 73 73 72 63 2 5 66 67 60 37 60 38 62 2 5 63 2 5 67 60 37 63 2 5 67 60 38",
        "[13CH3][N+](C)(C)C; 0 73 73 72 62 1 18 19 35 37 39 32 5 24 28 48 39 64 1 18 20 32 6 24 27"
            + " 30 52 68 69 70 72 62 2 5 70 72 62 2 5 62 2 5",
        "CC(=O)Nc1ccc(O)cc1; 0 73 73 73 73 73 73 73 73 72 62 2 5 64 2 5 69 71 56 72 62 2 7 62 2 6"
            + " 63 3 14 67 60 37 62 3 14 62 3 14 64 3 14 69 70 72 62 2 7 62 3 14 63 3 14 67 60 37",
      })
  void derivesTheRulesOfMolecules(String text, String rules) {
    assertThat(rules(SMILES, text)).isEqualTo(numbers(rules));
  }

  @ParameterizedTest
  @CsvSource({
    "c1ccccc1,31",
    "F/C(Cl)=C(/Br)I,32",
    "C[C@@H]1CN(C(=O)c2cc(Br)cn2C)CC[C@H]1[NH3+],111"
  })
  void countsTheRulesOfMolecules(String text, int count) {
    assertThat(rules(SMILES, text)).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dt(u) - 1.935*dxx(u); 0 5 9 12 7 3 5 9 37 38 39 46 40 43 54 43 48 44 50 6 9 17 7 4",
        "dt(u) - dxx(u) + 1.957*u^3; 0 5 9 12 7 3 5 9 17 7 2 5 9 37 38 39 46 40 43 54 43 50 44 52"
            + " 6 8 36 11 7 4",
        "dt(u) - dxx(u) + 1.957*u**3 = 0; 0 5 9 12 7 3 5 9 17 7 2 5 9 37 38 39 46 40 43 54 43 50"
            + " 44 52 6 8 36 11 7 4",
      })
  void derivesTheRulesOfEquationsOfPhysics(String text, String rules) {
    assertThat(rules(PDE, text)).isEqualTo(numbers(rules));
  }

  @Test
  void derivesTheRulesOfArithmetic() {
    assertThat(rules(EQUATION, "x + sin( 3 * x ) / 2")).isEqualTo(numbers("2 0 3 7 5 1 3 10 7 9"));
  }

  @Test
  void takesTheSmallestRulesWhereATextReadsInTwoWays() {
    Parse.Derived product = (Parse.Derived) PDE.parse("u*dx(u)");
    assertThat(product.rules()).isEqualTo(numbers("0 5 9 32 7 4"));
    assertThat(product.ambiguous()).isTrue();
    assertThat(rules(PDE, "(dx(u))^2")).isEqualTo(numbers("0 5 9 31 7 4"));
    assertThat(((Parse.Derived) SMILES.parse("CC(C)C")).ambiguous()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C1CC%10; 4",
        "CC.O; 2",
        "[Si]; 2",
        "c1cccc1x; 7",
        "CC(; 3",
        "CC); 2",
        "C[; 2",
        "''; 0",
      })
  void saysWhereATextLeavesTheLanguage(String text, int position) {
    Parse.Rejected rejected = (Parse.Rejected) SMILES.parse(text);
    assertThat(rejected.position()).isEqualTo(position);
    assertThat(rejected.reason()).isNotBlank();
  }

  @Test
  void namesWhatWasExpected() {
    assertThat(((Parse.Rejected) EQUATION.parse("x + ")).reason())
        .isEqualTo("the text ends too early; expected '(' 'sin(' 'exp(' 'x' '1' '2' '3'");
    assertThat(((Parse.Rejected) EQUATION.parse("x x")).reason())
        .isEqualTo("'x' does not fit; expected '+' '*' '/'");
  }

  @Test
  void everyRandomDerivationReturnsFromItsText() {
    SplittableRandom random = new SplittableRandom(7);
    for (Parser parser : List.of(SMILES, EQUATION)) {
      for (int i = 0; i < 2000; i++) {
        int[] rules = RandomDerivation.of(parser.grammar(), 100, random);
        String text = Derivation.text(parser.grammar(), rules);
        assertThat(rules(parser, text)).as(text).isEqualTo(rules);
      }
    }
  }

  @Test
  void anAmbiguousGrammarGivesTheSmallestOfAllDerivations() {
    Grammar grammar =
        GrammarReader.parse("S -> A B | S S | 'a'\nA -> 'a' | 'a' 'a' | ε\nB -> A 'b' | 'b'", "g")
            .grammar();
    Parser parser = new Parser(grammar);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(1, 7); k > 0; k--) {
        text.append(random.nextBoolean() ? 'a' : 'b');
      }
      List<int[]> all = new ArrayList<>();
      derive(grammar, List.of(grammar.start()), text.toString(), new ArrayList<>(), all);
      all.sort(Arrays::compare);
      Parse parse = parser.parse(text.toString());
      if (all.isEmpty()) {
        assertThat(parse).as(text.toString()).isInstanceOf(Parse.Rejected.class);
      } else {
        assertThat(((Parse.Derived) parse).rules()).as(text.toString()).isEqualTo(all.get(0));
        assertThat(((Parse.Derived) parse).ambiguous())
            .as(text.toString())
            .isEqualTo(all.size() > 1);
      }
    }
  }

  /** All leftmost derivations of a text by trying every rule. */
  private static void derive(
      Grammar g, List<Integer> left, String text, List<Integer> rules, List<int[]> all) {
    int least = left.stream().mapToInt(s -> s < 0 || !g.facts().isNullable(s) ? 1 : 0).sum();
    if (least > text.length()) {
      return;
    }
    if (left.isEmpty()) {
      if (text.isEmpty()) {
        all.add(rules.stream().mapToInt(Integer::intValue).toArray());
      }
      return;
    }
    int symbol = left.get(0);
    List<Integer> rest = left.subList(1, left.size());
    if (symbol < 0) {
      if (text.startsWith(g.terminals().get(~symbol))) {
        derive(g, rest, text.substring(1), rules, all);
      }
      return;
    }
    for (int rule : g.rulesOf(symbol)) {
      List<Integer> next = new ArrayList<>(IntStream.of(g.rhs(rule)).boxed().toList());
      next.addAll(rest);
      rules.add(rule);
      derive(g, next, text, rules, all);
      rules.remove(rules.size() - 1);
    }
  }

  private static int[] rules(Parser parser, String text) {
    Parse parse = parser.parse(text);
    assertThat(parse).as(text).isInstanceOf(Parse.Derived.class);
    return ((Parse.Derived) parse).rules();
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.trim().split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
