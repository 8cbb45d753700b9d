package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterAgreementTest {
  private static final int[] U = {0, 0, 1, 1, 2, 2, 2, 3};
  private static final int[] V = {1, 1, 1, 0, 0, 2, 2, 2};

  @Test
  void a_worked_table_has_the_values_of_the_formulas() {
    assertThat(AdjustedRand.index(U, V)).isCloseTo(.15789473684210525, within(1e-14));
    assertThat(NormalizedMutualInformation.of(U, V)).isCloseTo(.5577965290899927, within(1e-14));
  }

  @Test
  void documented_cases_of_scikit_learn_hold() {
    assertThat(AdjustedRand.index(new int[] {0, 0, 1, 1}, new int[] {1, 1, 0, 0})).isEqualTo(1);
    assertThat(AdjustedRand.index(new int[] {0, 0, 1, 2}, new int[] {0, 0, 1, 1}))
        .isCloseTo(4 / 7.0, within(1e-14));
    assertThat(AdjustedRand.index(new int[] {0, 0, 0, 0}, new int[] {0, 1, 2, 3})).isZero();
    assertThat(AdjustedRand.index(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}))
        .isCloseTo(-.5, within(1e-14));
    assertThat(NormalizedMutualInformation.of(new int[] {0, 0, 0, 0}, new int[] {0, 1, 2, 3}))
        .isZero();
    assertThat(NormalizedMutualInformation.of(new int[] {7, 7}, new int[] {3, 3})).isEqualTo(1);
  }

  @Test
  void counting_all_pairs_gives_the_same_index() {
    Random random = new Random(5);
    for (int trial = 0; trial < 50; trial++) {
      int[] a = random.ints(20, 0, 4).toArray();
      int[] b = random.ints(20, -2, 3).toArray();
      double both = 0;
      double inA = 0;
      double inB = 0;
      for (int i = 0; i < 20; i++) {
        for (int j = 0; j < i; j++) {
          both += a[i] == a[j] && b[i] == b[j] ? 1 : 0;
          inA += a[i] == a[j] ? 1 : 0;
          inB += b[i] == b[j] ? 1 : 0;
        }
      }
      double expected = inA * inB / 190;
      assertThat(AdjustedRand.index(a, b))
          .isCloseTo((both - expected) / ((inA + inB) / 2 - expected), within(1e-12))
          .isCloseTo(AdjustedRand.index(b, a), within(1e-14));
      assertThat(NormalizedMutualInformation.of(a, b))
          .isCloseTo(NormalizedMutualInformation.of(b, a), within(1e-14))
          .isBetween(0.0, 1.0);
    }
  }

  @Test
  void independent_labels_agree_by_chance_only() {
    Random random = new Random(6);
    double sum = 0;
    for (int trial = 0; trial < 200; trial++) {
      sum += AdjustedRand.index(random.ints(60, 0, 3).toArray(), random.ints(60, 0, 5).toArray());
    }
    assertThat(sum / 200).isCloseTo(0, within(.01));
  }

  @Test
  void accuracy_pairs_clusters_as_well_as_possible() {
    assertThat(MatchedAccuracy.of(U, V)).isEqualTo(5 / 8.0); // 0↔1 twice, 1↔0 once, 2↔2 twice
    assertThat(MatchedAccuracy.of(V, U)).isEqualTo(5 / 8.0);
    assertThat(MatchedAccuracy.of(new int[] {5, 5, 9}, new int[] {1, 1, 0})).isEqualTo(1);
    assertThat(MatchedAccuracy.of(new int[] {0, 0, 0, 0}, new int[] {0, 1, 2, 3})).isEqualTo(.25);
  }

  @Test
  void partitions_that_are_all_apart_or_all_together_on_both_sides_agree() {
    assertThat(AdjustedRand.index(new int[] {1, 2, 3}, new int[] {4, 5, 6})).isEqualTo(1);
    assertThat(AdjustedRand.index(new int[] {1, 1, 1}, new int[] {4, 4, 4})).isEqualTo(1);
    assertThat(AdjustedRand.index(new int[] {1}, new int[] {4})).isEqualTo(1);
  }

  @Test
  void labellings_of_different_items_are_refused() {
    assertThatThrownBy(() -> AdjustedRand.index(new int[2], new int[3]))
        .hasMessageContaining("not of 2 and 3");
    assertThatThrownBy(() -> NormalizedMutualInformation.of(new int[0], new int[0]))
        .hasMessageContaining("at least one");
  }

  @Test
  void silhouettes_are_those_of_the_definition_item_by_item() {
    DistanceMatrix d = PairwiseDistances.euclidean(Matrix.of(new double[] {0, 1, 4, 6, 10}, 5, 1));
    double[] s = Silhouette.of(d, new int[] {8, 8, 3, 3, 5});
    double[] expected = {(5 - 1) / 5.0, (4 - 1) / 4.0, (3.5 - 2) / 3.5, (4 - 2) / 4.0, 0};
    assertThat(s).containsExactly(expected, within(1e-14));
    assertThat(Silhouette.mean(d, new int[] {8, 8, 3, 3, 5}))
        .isCloseTo((.8 + .75 + 1.5 / 3.5 + .5) / 5, within(1e-14));
  }

  @Test
  void items_on_one_point_have_silhouette_zero_and_one_cluster_has_none() {
    DistanceMatrix same = DistanceMatrix.ofCondensed(4, new double[6]);
    assertThat(Silhouette.of(same, new int[] {0, 0, 1, 1})).containsOnly(0);
    assertThatThrownBy(() -> Silhouette.mean(same, new int[] {1, 1, 1, 1}))
        .hasMessageContaining("at least 2, not 1");
    assertThatThrownBy(() -> Silhouette.of(same, new int[3])).hasMessageContaining("3 labels");
  }
}
