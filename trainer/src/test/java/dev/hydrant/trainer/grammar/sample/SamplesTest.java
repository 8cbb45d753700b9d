package dev.hydrant.trainer.grammar.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.grammar.syntax.Derivation;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import dev.hydrant.trainer.grammar.syntax.Parse;
import dev.hydrant.trainer.grammar.syntax.Parser;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Samples that are generated. */
class SamplesTest {
  @Test
  void everyEquationOfPhysicsParsesAndReturns() {
    Parser parser = new Parser(Grammars.shipped("pde"));
    List<PdeSample.Equation> sample = PdeSample.of(60, 0);
    IntSummaryStatistics lengths = new IntSummaryStatistics();
    for (PdeSample.Equation e : sample) {
      Parse parse = parser.parse(e.text());
      assertThat(parse).as(e.text()).isInstanceOf(Parse.Derived.class);
      int[] rules = ((Parse.Derived) parse).rules();
      lengths.accept(rules.length);
      assertThat(Derivation.text(parser.grammar(), rules)).isEqualTo(e.text().replace(" ", ""));
    }
    assertThat(sample).hasSize(16 * 60).doesNotHaveDuplicates();
    assertThat(lengths.getMin()).isGreaterThanOrEqualTo(21);
    assertThat(lengths.getMax()).isLessThanOrEqualTo(97);
    assertThat(PdeSample.of(60, 0)).isEqualTo(sample);
    assertThat(PdeSample.of(60, 1)).isNotEqualTo(sample);
  }

  @Test
  void equationsHaveTheFormOfTheirFamily() {
    String number = "\\d+\\.\\d{3}";
    List<PdeSample.Equation> sample = PdeSample.of(9, 3);
    assertThat(sample)
        .filteredOn(e -> e.family().equals("heat") && e.dimensions() == 1)
        .allMatch(e -> e.text().matches("dt\\(u\\) - (%s\\*)?dxx\\(u\\)".formatted(number)));
    assertThat(sample)
        .filteredOn(e -> e.family().equals("burgers"))
        .allMatch(
            e ->
                e.text()
                    .matches("dt\\(u\\) \\+ u\\*dx\\(u\\) - (%s\\*)?dxx\\(u\\)".formatted(number)));
    assertThat(sample)
        .filteredOn(e -> e.family().equals("cahn_hilliard") && e.dimensions() == 2)
        .allMatch(e -> e.text().contains("dxxyy(u)") && e.text().endsWith("- dyy(u^3)"));
  }

  @Test
  void expressionsAreDistinctAndShortEnough() {
    Parser parser = new Parser(Grammars.shipped("equation"));
    List<String> sample = ExpressionSample.of(parser.grammar(), 6000, 15, 0);
    assertThat(sample).hasSize(6000).doesNotHaveDuplicates();
    assertThat(sample)
        .allMatch(t -> parser.parse(t) instanceof Parse.Derived d && d.rules().length <= 15);
  }
}
