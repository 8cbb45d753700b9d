package dev.hydrant.trainer.vqvae.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.vqvae.prepare.FeatureCleaning.Plan;
import dev.hydrant.trainer.vqvae.prepare.FeatureCleaning.Settings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which features are kept, and what happens to gaps and outliers. */
class FeatureCleaningTest {
  @Test
  void informativenessOfTheGoldenColumns() {
    double[] golden = {.647223, 6.504675, .058409, 3.653365, 689.124843, .514936, 1.392020};
    Matrix table = Discovery17.table();
    for (int j = 0; j < golden.length; j++) {
      assertThat(FeatureCleaning.informativeness(table.column(j)))
          .as("column %d", j)
          .isCloseTo(golden[j], within(1e-5 * golden[j]));
    }
  }

  @Test
  void percentilesOfTheGoldenColumn() {
    Plan plan = FeatureCleaning.plan(Discovery17.table(), Settings.standard());
    assertThat(plan.limits().get(0).low()).isCloseTo(-1.010772, within(1e-6));
    assertThat(plan.limits().get(0).high()).isCloseTo(1.133264, within(1e-6));
    assertThat(plan.kept()).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void dropsConstantsAndTheLessInformativeOfTwoCopies() {
    double[] x = new double[60 * 4];
    for (int i = 0; i < 60; i++) {
      x[i * 4] = Math.sin(i);
      x[i * 4 + 1] = 7;
      x[i * 4 + 2] = 3 * Math.sin(i); // the same with a larger spread
      x[i * 4 + 3] = Math.cos(1.7 * i);
    }
    Plan plan = FeatureCleaning.plan(Matrix.of(x, 60, 4), Settings.standard());
    assertThat(plan.kept()).containsExactly(2, 3);
    assertThat(plan.dropped())
        .extracting(FeatureCleaning.Dropped::reason)
        .containsExactly("constant", "copy of feature 2");
  }

  @Test
  void fillsGapsByTheMedianAndMovesOutliersToTheLimits() {
    double[] x = new double[101];
    for (int i = 0; i < 101; i++) {
      x[i] = i;
    }
    Plan plan = FeatureCleaning.plan(Matrix.of(x, 101, 1), Settings.standard());
    float[] cleaned = plan.apply(new float[] {Float.NaN, 1e6f, -1e6f, 40});
    assertThat(cleaned).containsExactly(50, 99.5f, 0.5f, 40);
    assertThat(plan.clipped()).isCloseTo(2 / 101.0, within(1e-12));
  }

  @Test
  void otherRulesForOutliers() {
    double[] x = {1, 2, 3, 4, 100};
    for (String method : List.of("iqr", "mad", "none")) {
      Settings s = new Settings(true, 1e-10, .99, method, List.of(.5, 99.5), 1.5, 3.0);
      float high = FeatureCleaning.plan(Matrix.of(x, 5, 1), s).apply(new float[] {100})[0];
      double expected =
          switch (method) {
            case "iqr" -> 4 + 1.5 * 2;
            case "mad" -> 3 + 3 * 1.4826;
            default -> 100;
          };
      assertThat(high).as(method).isCloseTo((float) expected, within(1e-3f));
    }
  }

  @Test
  void cleaningCanBeSwitchedOff() {
    double[] x = new double[20];
    Arrays.setAll(x, i -> i % 2 == 0 ? 5 : i);
    Settings off = new Settings(false, 1e-10, .99, "percentile", List.of(.5, 99.5), 1.5, 3.0);
    Plan plan = FeatureCleaning.plan(Matrix.of(x, 10, 2), off);
    assertThat(plan.kept()).containsExactly(0, 1);
    assertThat(plan.apply(new float[] {5, 1e9f})).containsExactly(5, 1e9f);
  }

  /** A gap that became 0 in a constant column would leave a column without any variance. */
  @Test
  void columnsThatAreConstantWithinTheirLimitsGo() {
    double[][] rows = new double[400][2];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i == 7 ? 0 : 3, Math.sin(i)};
    }
    FeatureCleaning.Plan plan =
        FeatureCleaning.plan(Matrix.of(rows), FeatureCleaning.Settings.standard());
    assertThat(plan.kept()).containsExactly(1);
    assertThat(plan.dropped().get(0).reason()).isEqualTo("constant within its limits");
    assertThat(plan.limits()).hasSize(1);
  }
}
