package dev.hydrant.trainer.protein.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.analysis.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummariesTest {
  @Test
  void errorsOfProteins() {
    RmsdSummary summary = RmsdSummary.of(new double[] {0.5, 3, 1.5, 7});
    assertThat(summary).isEqualTo(new RmsdSummary(3, 2.25, 7, 0.25, 0.5));
    assertThat(summary.metrics()).containsEntry("rmsd_median", 2.25).containsEntry("rmsd", 3.0);
  }

  @Test
  void useOfCodes() {
    CodeUse even = CodeUse.of(new double[] {2, 0, 2, 0, 2, 2});
    assertThat(even.distinct()).isEqualTo(4);
    assertThat(even.share()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(even.perplexity()).isCloseTo(4, within(1e-12));
    assertThat(CodeUse.of(new double[] {0, 9}).perplexity()).isCloseTo(1, within(1e-12));
    assertThat(CodeUse.of(new double[3])).isEqualTo(new CodeUse(3, 0, 0));
  }

  /** Codes of levels 3 and 2: 0 = (0,0), 1 = (1,0), 2 = (2,0), 3 = (0,1), 4 = (1,1), 5 = (2,1). */
  @Test
  void useOfLevels() {
    List<double[]> uses = CodeUse.byLevel(new double[] {1, 2, 3, 4, 5, 6}, List.of(3, 2));
    assertThat(uses.get(0)).containsExactly(5, 7, 9);
    assertThat(uses.get(1)).containsExactly(6, 15);
    assertThatThrownBy(() -> CodeUse.byLevel(new double[4], List.of(3, 2)))
        .hasMessageContaining("4 counts for [3, 2], which have 6 codes");
  }

  @Test
  void accuracyCountsPositionsNotProteins() {
    TokenAccuracy one =
        TokenAccuracy.of(
            new double[] {1, 2, 3, 4}, new double[] {1, 2, 0, 0}, new double[] {1, 1, 1, 0});
    assertThat(one).isEqualTo(new TokenAccuracy(2, 3));
    assertThat(one.plus(new TokenAccuracy(0, 1)).share()).isEqualTo(0.5);
    assertThat(TokenAccuracy.NONE.share()).isNaN();
  }

  /** Three points on a line, one moved by 1.5 Å: of 3 distances two change by 1.5 Å. */
  @Test
  void distancesThatAreKept() {
    Matrix target = Matrix.of(new double[][] {{0, 0, 0}, {4, 0, 0}, {8, 0, 0}});
    Matrix made = Matrix.of(new double[][] {{-1.5, 0, 0}, {4, 0, 0}, {8, 0, 0}});
    assertThat(Lddt.of(made, target)).isCloseTo((0.5 + 0.5 + 1) / 3, within(1e-12));
    Matrix apart = Matrix.of(new double[][] {{0, 0, 0}, {16, 0, 0}});
    assertThat(Lddt.of(apart, apart)).isNaN();
  }
}
