package dev.hydrant.trainer.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.nn.Fill;
import org.junit.jupiter.api.Test;

/** R36 and the closed forms of metrics. */
class DeadCodesTest {
  private static final double[] SIZES = {.02, 3, .5, 10, 1.5, .3};

  private static int[] dead(double threshold, boolean ratio, double share) {
    return new DeadCodes(threshold, ratio, share).find(SIZES);
  }

  @Test
  void aLowerThresholdFindsMoreDeadCodes() {
    assertThat(dead(10, true, 1)).containsExactly(0);
    assertThat(dead(8, true, 1)).containsExactly(0, 5);
  }

  @Test
  void percentilesAreTheOriginsRule() {
    assertThat(dead(10, false, 1)).containsExactly(0);
  }

  @Test
  void onlyAPartOfACodebookIsResetAtOnceTheLeastUsedFirst() {
    assertThat(dead(8, true, .25)).containsExactly(0);
    assertThat(dead(1, true, .5)).containsExactly(0, 5, 2);
    assertThat(dead(1, true, 0)).isEmpty();
  }

  @Test
  void giniAndOrthogonalityOfGoldenValues() {
    assertThat(VqMetrics.gini(new double[] {.1, .22, .27, .26, .39}))
        .isCloseTo(.203226, within(1e-6));
    assertThat(VqMetrics.gini(new double[] {1, 1, 1})).isZero();
    double[] means = new double[12];
    for (int c = 0; c < 3; c++) {
      double[] e = Fill.values('x', 20, 20 + c);
      for (int i = 0; i < 20; i++) {
        means[4 * c + i % 4] += e[i] / 5;
      }
    }
    assertThat(VqMetrics.orthogonality(means, 3)).isCloseTo(.420495, within(1e-6));
    assertThat(VqMetrics.orthogonality(new double[] {1, 2}, 1)).isZero();
  }
}
