package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairwiseDistancesTest {
  @Test
  void blocks_give_what_two_loops_give() {
    for (int n : new int[] {0, 1, 2, 63, 64, 65, 150}) {
      Matrix x = Samples.fill(n, 7, 3);
      DistanceMatrix distances = PairwiseDistances.euclidean(x);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          assertThat(distances.get(i, j)).isCloseTo(plain(x, i, x, j), within(1e-14));
        }
      }
    }
  }

  @Test
  void squared_distances_to_other_points_are_those_of_two_loops() {
    Matrix a = Samples.fill(70, 5, 1);
    Matrix b = Samples.fill(131, 5, 2);
    Matrix squared = PairwiseDistances.squaredEuclidean(a, b);
    for (int i = 0; i < 70; i++) {
      for (int j = 0; j < 131; j++) {
        double d = plain(a, i, b, j);
        assertThat(squared.get(i, j)).isCloseTo(d * d, within(1e-13));
      }
    }
  }

  @Test
  void equal_points_far_from_the_origin_are_at_zero() {
    Matrix x = Matrix.of(new double[][] {{1e8 + .1, 3}, {1e8 + .1, 3}, {1e8, 3}});
    DistanceMatrix distances = PairwiseDistances.euclidean(x);
    assertThat(distances.get(0, 1)).isZero();
    assertThat(distances.get(0, 2)).isCloseTo(.1, within(1e-7));
  }

  @Test
  void correlation_distance_knows_neither_sign_nor_scale() {
    Matrix x = Matrix.of(new double[][] {{1, -20, 1}, {2, -40, -1}, {3, -60, -1}, {4, -80, 1}});
    DistanceMatrix distances = PairwiseDistances.absoluteCorrelation(x);
    assertThat(distances.get(0, 1)).isCloseTo(0, within(1e-15));
    assertThat(distances.get(0, 2)).isCloseTo(1, within(1e-15));
    assertThatThrownBy(
            () -> PairwiseDistances.absoluteCorrelation(Matrix.of(new double[][] {{1, 7}, {2, 7}})))
        .hasMessageContaining("Column 1 is constant");
  }

  @Test
  void given_distances_are_checked() {
    assertThat(DistanceMatrix.of(new double[][] {{0, 2}, {2, 0}}).get(1, 0)).isEqualTo(2);
    assertThat(DistanceMatrix.ofCondensed(3, new double[] {1, 2, 3}).get(2, 1)).isEqualTo(3);
    assertThatThrownBy(() -> DistanceMatrix.of(new double[][] {{0, 2}, {1, 0}}))
        .hasMessageContaining("not symmetric");
    assertThatThrownBy(() -> DistanceMatrix.of(new double[][] {{1, 2}, {2, 0}}))
        .hasMessageContaining("itself");
    assertThatThrownBy(() -> DistanceMatrix.ofCondensed(3, new double[] {1, Double.NaN, 3}))
        .hasMessage("The distance between 0 and 2 is NaN");
    assertThatThrownBy(() -> DistanceMatrix.ofCondensed(3, new double[] {1, 2}))
        .hasMessage("3 items have 3 distances, not 2");
    assertThatThrownBy(() -> DistanceMatrix.ofCondensed(70_000, new double[0]))
        .hasMessageContaining("do not fit");
  }

  private static double plain(Matrix a, int i, Matrix b, int j) {
    double sum = 0;
    for (int k = 0; k < a.columns(); k++) {
      sum += Math.pow(a.get(i, k) - b.get(j, k), 2);
    }
    return Math.sqrt(sum);
  }
}
