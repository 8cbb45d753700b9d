package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UmapTest {
  @ParameterizedTest
  @CsvSource({"0.1, 1.5769434602, 0.8950608780", "0.5, 0.5830300205, 1.3341669924"})
  void the_curve_has_the_published_parameters(double minDistance, double a, double b) {
    MapCurve curve = MapCurve.fit(minDistance);
    assertThat(curve.a()).isCloseTo(a, within(1e-4));
    assertThat(curve.b()).isCloseTo(b, within(1e-4));
  }

  @Test
  void forces_are_the_slopes_of_the_logarithms_of_closeness() {
    MapCurve curve = MapCurve.fit(.1);
    for (double x : new double[] {.3, 1, 2.5}) {
      double h = 1e-6;
      double pull = (Math.log(close(curve, x + h)) - Math.log(close(curve, x - h))) / (2 * h);
      double push =
          (Math.log(1 - close(curve, x + h)) - Math.log(1 - close(curve, x - h))) / (2 * h);
      assertThat(curve.attraction(x * x) * x).isCloseTo(pull, within(1e-6));
      // The push is softened by 0.001 near 0.
      assertThat(curve.repulsion(x * x) * x * (x * x + .001) / (x * x))
          .isCloseTo(push, within(1e-6));
    }
    assertThat(curve.attraction(0)).isZero();
  }

  @Test
  void memberships_begin_at_one_and_sum_to_the_logarithm_of_the_size() {
    double[] distances = {.5, .9, 1, 1.7, 2, 2.2, 4};
    double[] weights = FuzzyGraph.memberships(distances, 8, 1);
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    assertThat(weights[0]).isEqualTo(1);
    assertThat(sum).isCloseTo(3, within(1e-5));
    assertThat(weights).isSortedAccordingTo((x, y) -> Double.compare(y, x));
  }

  @Test
  void the_graph_is_symmetric_with_the_union_of_both_views() {
    FuzzyGraph graph = FuzzyGraph.of(Samples.fill(50, 3, 1), 6);
    Matrix table = Matrix.zeros(50, 50);
    for (int e = 0; e < graph.from().length; e++) {
      assertThat(graph.weight()[e]).isBetween(0.0, 1.0);
      table.values()[graph.from()[e] * 50 + graph.to()[e]] = graph.weight()[e];
    }
    assertThat(table.transpose().toArray()).isEqualTo(table.toArray());
    int[][] near = NearestNeighbours.of(Samples.fill(50, 3, 1), 5).indices();
    for (int i = 0; i < 50; i++) {
      assertThat(table.get(i, near[i][0])).isEqualTo(1);
      assertThat(table.get(i, near[i][4])).isPositive();
      assertThat(table.get(i, i)).isZero();
    }
  }

  @Test
  void separated_blobs_stay_apart_on_the_map() {
    Matrix x = Samples.blobs(3, 50, 10, 12, 1, 4);
    Matrix map = new Umap(15, .1, 200, 5, 1).fit(x);
    assertThat(Samples.purity(map, Samples.blobLabels(3, 50), 10)).isGreaterThan(.95);
  }

  @Test
  void neighbours_of_a_sheet_stay_neighbours() {
    Matrix x = Samples.fill(200, 2, 5);
    Matrix map = new Umap(10, .1, 300, 5, 2).fit(x);
    DistanceMatrix before = PairwiseDistances.euclidean(x);
    DistanceMatrix after = PairwiseDistances.euclidean(map);
    assertThat(Correlation.spearman(before.condensed(), after.condensed())).isGreaterThan(.8);
  }

  @Test
  void a_seed_gives_the_same_map() {
    Matrix x = Samples.fill(60, 5, 6);
    assertThat(new Umap(8, .1, 30, 5, 3).fit(x).toArray())
        .isEqualTo(new Umap(8, .1, 30, 5, 3).fit(x).toArray())
        .isNotEqualTo(new Umap(8, .1, 30, 5, 4).fit(x).toArray());
  }

  @Test
  void few_and_identical_points_have_a_finite_map() {
    for (int n = 0; n < 6; n++) {
      Matrix map = new Umap(1).fit(Samples.fill(n, 3, 7));
      assertThat(map.rows()).isEqualTo(n);
      assertFinite(map);
    }
    assertFinite(new Umap(5, .1, 50, 5, 1).fit(Matrix.zeros(30, 2)));
  }

  @Test
  void wrong_settings_and_nan_are_refused() {
    assertThatThrownBy(() -> new Umap(1, .1, 10, 5, 0)).hasMessageContaining("neighbours >= 2");
    assertThatThrownBy(() -> new Umap(0).fit(Matrix.of(new double[] {1, Double.NaN}, 2, 1)))
        .hasMessageContaining("UMAP needs finite numbers");
  }

  @Test
  void nearest_neighbours_are_those_of_sorting_all_distances() {
    Matrix x = Samples.fill(80, 3, 8);
    DistanceMatrix all = PairwiseDistances.euclidean(x);
    NearestNeighbours near = NearestNeighbours.of(x, 9);
    for (int i = 0; i < 80; i++) {
      int point = i;
      int[] expected =
          IntStream.range(0, 80)
              .filter(j -> j != point)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> all.get(point, j)))
              .limit(9)
              .mapToInt(j -> j)
              .toArray();
      assertThat(near.indices()[i]).isEqualTo(expected);
      assertThat(near.distances()[i][8]).isEqualTo(all.get(i, expected[8]));
    }
    assertThat(NearestNeighbours.of(Matrix.zeros(4, 1), 2).indices()[2]).containsExactly(0, 1);
    assertThatThrownBy(() -> NearestNeighbours.of(x, 80)).hasMessageContaining("1 to 79");
  }

  private static double close(MapCurve curve, double x) {
    return 1 / (1 + curve.a() * Math.pow(x, 2 * curve.b()));
  }

  private static void assertFinite(Matrix map) {
    for (double value : map.toArray()) {
      assertThat(value).isFinite();
    }
  }
}
