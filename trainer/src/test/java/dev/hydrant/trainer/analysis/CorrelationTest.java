package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.nn.Fill;
import org.junit.jupiter.api.Test;

class CorrelationTest {
  private static final double[] A = {-3, 2, -2, 1, -1, 3, -1, 0, 1, -1, -2, -2};
  private static final double[] B = {-1, 1, -3, 0, 0, 1, -2, -2, 2, 0, -1, 3};

  @Test
  void values_with_ties_have_numpys_correlations() {
    assertThat(Correlation.pearson(A, B)).isCloseTo(.3734775844849165, within(1e-14));
    assertThat(Correlation.spearman(A, B)).isCloseTo(.4208660322149064, within(1e-14));
  }

  @Test
  void ranks_share_their_mean_and_minus_zero_is_zero() {
    assertThat(Correlation.ranks(new double[] {5, -0.0, 7, 0.0, 5, 5}))
        .containsExactly(4, 1.5, 6, 1.5, 4, 4);
  }

  @Test
  void a_line_correlates_fully_and_a_rising_curve_in_rank_only() {
    double[] x = Fill.values('x', 30, 1);
    double[] line = new double[30];
    double[] curve = new double[30];
    for (int i = 0; i < 30; i++) {
      line[i] = 5 - 3e9 * x[i];
      curve[i] = Math.exp(9 * x[i]);
    }
    assertThat(Correlation.pearson(x, line)).isCloseTo(-1, within(1e-14));
    assertThat(Correlation.spearman(x, curve)).isCloseTo(1, within(1e-14));
    assertThat(Correlation.pearson(x, curve)).isLessThan(.9);
  }

  @Test
  void golden_row_of_the_feature_matrix_holds() {
    double[] golden = {1, -.9661, .952457, -.23251, .139547, -.101903, .041245};
    Matrix rho = Correlation.matrix(WardClusteringTest.features());
    assertThat(rho.row(0)).containsExactly(golden, within(1e-6));
    assertThat(rho.column(0)).isEqualTo(rho.row(0));
  }

  @Test
  void nothing_correlates_with_a_constant_or_a_nan() {
    double[] constant = {.1, .1, .1};
    assertThat(Correlation.pearson(constant, new double[] {1, 2, 3})).isNaN();
    assertThat(Correlation.spearman(new double[] {1, Double.NaN, 3}, new double[] {1, 2, 3}))
        .isNaN();
    assertThat(Correlation.pearson(new double[] {1}, new double[] {2})).isNaN();
    assertThat(Correlation.pearson(new double[0], new double[0])).isNaN();
    Matrix rho = Correlation.matrix(Matrix.of(new double[][] {{1, .1}, {2, .1}, {4, .1}}));
    assertThat(rho.get(0, 0)).isEqualTo(1);
    assertThat(rho.get(0, 1)).isNaN();
    assertThat(rho.get(1, 1)).isNaN();
    assertThatThrownBy(() -> Correlation.pearson(new double[2], new double[3]))
        .hasMessageContaining("not 2 and 3");
  }

  @Test
  void golden_topographic_similarities_count_the_diagonal() {
    DistanceMatrix in = PairwiseDistances.euclidean(Samples.fill(6, 4, 7));
    Matrix z = Samples.fill(6, 2, 1);
    Matrix codes = Samples.scaled(Samples.fill(3, 2, 2), .6);
    int[] nearest = Clustering.nearest(z, codes);
    assertThat(nearest).containsExactly(2, 0, 1, 0, 1, 2);
    double[][] quantised = new double[6][];
    for (int i = 0; i < 6; i++) {
      quantised[i] = codes.row(nearest[i]);
    }
    DistanceMatrix latent = PairwiseDistances.euclidean(z);
    DistanceMatrix code = PairwiseDistances.euclidean(Matrix.of(quantised));
    assertThat(Correlation.ofDistances(in, latent)).isCloseTo(.497935, within(1e-6));
    assertThat(Correlation.ofDistances(latent, code)).isCloseTo(.775693, within(1e-6));
    DistanceMatrix none = DistanceMatrix.ofCondensed(6, new double[15]);
    assertThat(Correlation.ofDistances(in, none)).isNaN();
  }
}
