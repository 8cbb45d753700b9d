package dev.hydrant.trainer.grammar.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.grammar.sample.PdeSample;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import dev.hydrant.trainer.grammar.syntax.Parse;
import dev.hydrant.trainer.grammar.syntax.Parser;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R61 and the promise that every sample is a complete parse tree. */
class RuleDecoderTest {
  @ParameterizedTest
  @CsvSource({"smiles,5", "smiles,7", "smiles,40", "pde,6", "pde,30", "equation,2", "equation,15"})
  void everySampleIsACompleteTreeOfAtMostTRules(String name, int length) {
    Grammar grammar = Grammars.shipped(name);
    RuleDecoder decoder = new RuleDecoder(grammar, length, true);
    SplittableRandom random = new SplittableRandom(length);
    Parser parser = new Parser(grammar);
    for (int i = 0; i < 1500; i++) {
      float[] logits = noise(length * grammar.size(), random);
      Choice choice = i % 2 == 0 ? Choice.GREEDY : Choice.drawing(1, random);
      RuleDecoder.Result result = decoder.decode(logits, 0, choice);
      assertThat(result.finished()).isTrue();
      assertThat(result.rules().length).isLessThanOrEqualTo(length);
      assertThat(parser.parse(result.text())).isInstanceOf(Parse.Derived.class);
    }
  }

  @Test
  void logitsOfATextGiveThatText() {
    Parser parser = new Parser(Grammars.shipped("pde"));
    RuleDecoder decoder = new RuleDecoder(parser.grammar(), 100, true);
    for (PdeSample.Equation e : PdeSample.of(3, 5)) {
      int[] rules = ((Parse.Derived) parser.parse(e.text())).rules();
      float[] logits = new float[100 * parser.grammar().size()];
      for (int t = 0; t < rules.length; t++) {
        logits[t * parser.grammar().size() + rules[t]] = 1;
      }
      RuleDecoder.Result result = decoder.decode(logits, 0, Choice.GREEDY);
      assertThat(result.rules()).isEqualTo(rules);
      assertThat(result.text()).isEqualTo(e.text().replace(" ", ""));
      assertThat(result.forced()).isFalse();
    }
  }

  @Test
  void withoutThePromiseSamplesMayRunOutOfPlaces() {
    Grammar grammar = Grammars.shipped("smiles");
    int unfinished = 0;
    int forced = 0;
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 300; i++) {
      float[] logits = noise(20 * grammar.size(), random);
      unfinished +=
          new RuleDecoder(grammar, 20, false).decode(logits, 0, Choice.GREEDY).finished() ? 0 : 1;
      forced +=
          new RuleDecoder(grammar, 20, true).decode(logits, 0, Choice.GREEDY).forced() ? 1 : 0;
    }
    assertThat(unfinished).isPositive();
    assertThat(forced).isGreaterThanOrEqualTo(unfinished);
  }

  @Test
  void drawsByTheSoftmaxOfTheAllowedRules() {
    float[] logits = {9, 0, (float) Math.log(3), 9};
    int[] allowed = {1, 2};
    SplittableRandom random = new SplittableRandom(4);
    int[] counts = new int[4];
    for (int i = 0; i < 40_000; i++) {
      counts[Choice.drawing(1, random).take(logits, 0, allowed)]++;
    }
    assertThat(counts[0] + counts[3]).isZero();
    assertThat(counts[2] / 40_000.0).isCloseTo(0.75, within(0.01));
    Arrays.fill(counts, 0);
    for (int i = 0; i < 40_000; i++) {
      counts[Choice.drawing(0.5, random).take(logits, 0, allowed)]++;
    }
    assertThat(counts[2] / 40_000.0).isCloseTo(0.9, within(0.01));
  }

  @Test
  void refusesFewerPlacesThanTheShortestText() {
    assertThatThrownBy(() -> new RuleDecoder(Grammars.shipped("smiles"), 4, true))
        .hasMessageContaining("at least 5 rules");
  }

  private static float[] noise(int n, SplittableRandom random) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-3, 3);
    }
    return values;
  }
}
