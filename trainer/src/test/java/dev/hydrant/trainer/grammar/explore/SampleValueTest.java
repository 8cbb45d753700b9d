package dev.hydrant.trainer.grammar.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.grammar.decode.RuleDecoder.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R62: validity, uniqueness and novelty of a handful of samples that can be counted by hand. */
class SampleValueTest {
  private static Result of(String text, boolean finished) {
    return new Result(new int[text.length()], text, finished, false);
  }

  @Test
  void moleculesAreCountedByWhatTheyAre() {
    List<Result> samples =
        List.of(
            of("CCO", true), // known
            of("OCC", true), // the same, written otherwise
            of("CCN", true), // new
            of("c1cccc1", true), // no double bonds to be had
            of("C(C)(C)(C)(C)C", true), // five bonds
            of("CC", false)); // not finished
    SampleValue value =
        SampleValue.of(samples, List.of("CCO", "CCC"), new int[] {3, 3}, Domain.MOLECULES);
    assertThat(value.complete()).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(value.valid()).isCloseTo(3 / 6.0, within(1e-12));
    assertThat(value.unique()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(value.novel()).isCloseTo(1 / 2.0, within(1e-12));
    assertThat(value.descriptorDistances()).containsKeys("weight", "log_p", "rings");
    assertThat(value.describe()).contains("6 samples: complete 83.3 %, valid 50.0 %");
  }

  @Test
  void otherTextsAreCountedByTheirLetters() {
    List<Result> samples = List.of(of("x+1", true), of("x+1", true), of("x*2", true));
    SampleValue value = SampleValue.of(samples, List.of("x+1"), new int[] {3}, Domain.TEXTS);
    assertThat(value.valid()).isEqualTo(1);
    assertThat(value.unique()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(value.novel()).isCloseTo(1 / 2.0, within(1e-12));
    assertThat(value.lengthDistance()).isZero();
    assertThat(value.descriptorDistances()).isEmpty();
  }

  @Test
  void aLineHasBothEnds() {
    List<float[]> line = LatentSpace.line(new float[] {0, 2}, new float[] {4, 0}, 3);
    assertThat(line.get(0)).containsExactly(0, 2);
    assertThat(line.get(1)).containsExactly(2, 1);
    assertThat(line.get(2)).containsExactly(4, 0);
  }
}
