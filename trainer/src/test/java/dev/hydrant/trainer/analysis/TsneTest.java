package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TsneTest {
  @Test
  void affinities_are_symmetric_sum_to_one_and_have_the_perplexity() {
    int n = 40;
    Matrix x = Samples.fill(n, 3, 1);
    float[] p = Affinities.joint(x, 7);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      assertThat(p[i * n + i]).isZero();
      for (int j = 0; j < n; j++) {
        assertThat(p[i * n + j]).isEqualTo(p[j * n + i]);
        sum += p[i * n + j];
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    // On a ring all points see the same, so the joint rows are the conditional ones over n.
    double[][] ring = new double[24][2];
    for (int i = 0; i < 24; i++) {
      ring[i] = new double[] {Math.cos(i * Math.PI / 12), Math.sin(i * Math.PI / 12)};
    }
    float[] even = Affinities.joint(Matrix.of(ring), 5);
    double[] row = new double[24];
    for (int j = 0; j < 24; j++) {
      row[j] = even[j] * 24;
    }
    assertThat(Entropy.perplexity(row)).isCloseTo(5, within(1e-3));
  }

  @Test
  void the_gradient_is_that_of_the_divergence_by_finite_differences() {
    int n = 12;
    float[] p = Affinities.joint(Samples.fill(n, 4, 2), 3);
    double[] y = Samples.fill(n, 2, 3).toArray();
    double[] gradient = new double[2 * n];
    Tsne.gradient(p, y, 1, gradient);
    for (int i = 0; i < 2 * n; i++) {
      double at = y[i];
      y[i] = at + 1e-5;
      double above = divergence(p, y);
      y[i] = at - 1e-5;
      double below = divergence(p, y);
      y[i] = at;
      assertThat(gradient[i]).isCloseTo((above - below) / 2e-5, within(1e-6));
    }
  }

  @Test
  void separated_blobs_stay_apart_on_the_map() {
    Matrix x = Samples.blobs(3, 50, 10, 12, 1, 4);
    Matrix map = new Tsne(30, 400, 12, 1).fit(x);
    assertThat(Samples.purity(map, Samples.blobLabels(3, 50), 10)).isGreaterThan(.95);
    int[] found = new KMeans(3, 1).fit(map).labels();
    assertThat(AdjustedRand.index(found, Samples.blobLabels(3, 50))).isGreaterThan(.95);
  }

  @Test
  void neighbours_on_the_map_are_neighbours_of_the_points() {
    Matrix x = Samples.fill(120, 2, 5);
    Matrix map = new Tsne(20, 500, 12, 1).fit(x);
    int[][] near = NearestNeighbours.of(x, 10).indices();
    int[][] nearOnMap = NearestNeighbours.of(map, 10).indices();
    int kept = 0;
    for (int i = 0; i < 120; i++) {
      for (int j : near[i]) {
        for (int k : nearOnMap[i]) {
          kept += j == k ? 1 : 0;
        }
      }
    }
    assertThat(kept / 1200.0).isGreaterThan(.7);
  }

  @Test
  void a_map_is_centred_and_the_same_for_the_same_seed() {
    Matrix x = Samples.fill(60, 5, 6);
    double[] map = new Tsne(10, 60, 12, 3).fit(x).toArray();
    assertThat(map).isEqualTo(new Tsne(10, 60, 12, 3).fit(x).toArray());
    assertThat(map).isNotEqualTo(new Tsne(10, 60, 12, 4).fit(x).toArray());
    double sum = 0;
    for (double value : map) {
      sum += value;
    }
    assertThat(sum).isCloseTo(0, within(1e-9));
  }

  @Test
  void few_and_identical_points_have_a_finite_map() {
    for (int n = 0; n < 5; n++) {
      Matrix map = new Tsne(30, 50, 12, 1).fit(Samples.fill(n, 3, 7));
      assertThat(map.rows()).isEqualTo(n);
      assertFinite(map);
    }
    assertFinite(new Tsne(5, 50, 12, 1).fit(Matrix.zeros(20, 3)));
    double[] half = new double[40];
    Arrays.fill(half, 20, 40, 1e6);
    assertFinite(new Tsne(3, 50, 12, 1).fit(Matrix.of(half, 40, 1)));
  }

  @Test
  void wrong_settings_and_nan_are_refused() {
    assertThatThrownBy(() -> new Tsne(.5, 10, 12, 0)).hasMessageContaining("perplexity >= 1");
    assertThatThrownBy(() -> new Tsne(0).fit(Matrix.of(new double[] {1, Double.NaN}, 2, 1)))
        .hasMessageContaining("t-SNE needs finite numbers");
    assertThatThrownBy(() -> new Tsne(0).fit(Matrix.zeros(50_000, 2)))
        .hasMessage("t-SNE keeps n² numbers: 50000 points are too many, take a sample of them");
  }

  private static void assertFinite(Matrix map) {
    for (double value : map.toArray()) {
      assertThat(value).isFinite();
    }
  }

  private static double divergence(float[] p, double[] y) {
    int n = y.length / 2;
    double z = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        z += i == j ? 0 : 1 / (1 + PairwiseDistances.squared(y, 2 * i, y, 2 * j, 2));
      }
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i != j) {
          double q = 1 / (1 + PairwiseDistances.squared(y, 2 * i, y, 2 * j, 2)) / z;
          sum += p[i * n + j] * Math.log(p[i * n + j] / q);
        }
      }
    }
    return sum;
  }
}
