package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KMeansTest {
  @Test
  void restarts_find_the_best_of_all_partitions_of_few_points() {
    for (int p = 0; p < 10; p++) {
      Matrix x = Samples.fill(8, 2, p);
      double best = Double.POSITIVE_INFINITY;
      for (int code = 0; code < 6561; code++) {
        best = Math.min(best, inertia(x, digits(code, 8), 3));
      }
      assertThat(new KMeans(3, 30, 100, 0, 1).fit(x).inertia()).isCloseTo(best, within(1e-12));
    }
  }

  @Test
  void centres_are_means_of_their_points_and_labels_the_nearest_centres() {
    Matrix x = Samples.fill(300, 3, 5);
    Clustering found = new KMeans(7, 3).fit(x);
    assertThat(Clustering.nearest(x, found.centres())).containsExactly(found.labels());
    assertThat(found.inertia()).isCloseTo(inertia(x, found.labels(), 7), within(1e-10));
    int points = 0;
    for (int count : found.counts()) {
      assertThat(count).isPositive();
      points += count;
    }
    assertThat(points).isEqualTo(300);
  }

  @Test
  void separated_blobs_are_found() {
    Matrix x = Samples.blobs(6, 40, 8, 10, .5, 2);
    int[] labels = new KMeans(6, 4).fit(x).labels();
    assertThat(AdjustedRand.index(labels, Samples.blobLabels(6, 40))).isEqualTo(1);
  }

  @Test
  void more_iterations_never_raise_the_inertia() {
    Matrix x = Samples.fill(500, 2, 6);
    double before = Double.POSITIVE_INFINITY;
    for (int iterations = 0; iterations < 15; iterations++) {
      double next = new KMeans(20, 1, iterations, 0, 8).fit(x).inertia();
      assertThat(next).isLessThanOrEqualTo(before + 1e-12);
      before = next;
    }
  }

  @Test
  void a_tolerance_ends_early_and_close_by() {
    Matrix x = Samples.fill(2000, 2, 6);
    Clustering exact = new KMeans(10, 1, 1000, 0, 8).fit(x);
    Clustering early = new KMeans(10, 1, 1000, 1e-3, 8).fit(x);
    assertThat(early.iterations()).isLessThan(exact.iterations());
    assertThat(early.inertia()).isCloseTo(exact.inertia(), within(.05 * exact.inertia()));
  }

  @Test
  void a_seed_gives_the_same_bits_and_another_one_another_start() {
    Matrix x = Samples.fill(400, 4, 7);
    assertThat(new KMeans(9, 1, 3, 0, 5).fit(x).centres().toArray())
        .isEqualTo(new KMeans(9, 1, 3, 0, 5).fit(x).centres().toArray())
        .isNotEqualTo(new KMeans(9, 1, 3, 0, 6).fit(x).centres().toArray());
  }

  @Test
  void as_many_clusters_as_points_have_no_inertia() {
    Clustering found = new KMeans(5, 0).fit(Samples.fill(5, 2, 1));
    assertThat(found.inertia()).isZero();
    assertThat(found.counts()).containsOnly(1);
  }

  @Test
  void identical_points_leave_clusters_empty_with_the_same_centre() {
    Clustering found = new KMeans(3, 0).fit(Matrix.of(new double[] {2, 2, 2, 2}, 4, 1));
    assertThat(found.counts()).containsExactly(4, 0, 0);
    assertThat(found.centres().toArray()).containsOnly(2);
    assertThat(found.inertia()).isZero();
  }

  @Test
  void every_different_point_gets_a_centre_even_where_one_repeats_a_thousand_times() {
    double[] x = new double[1003];
    x[7] = 1;
    x[8] = 2;
    x[9] = 3;
    assertThat(new KMeans(4, 1, 10, 0, 3).fit(Matrix.of(x, 1003, 1)).inertia()).isZero();
  }

  @Test
  void too_few_points_and_wrong_settings_are_named() {
    assertThatThrownBy(() -> new KMeans(4, 0).fit(Samples.fill(3, 2, 1)))
        .hasMessage("k-means cannot make 4 clusters of 3 points");
    assertThatThrownBy(() -> new KMeans(0, 0)).hasMessageContaining("clusters >= 1");
  }

  static int[] digits(int code, int length) {
    int[] labels = new int[length];
    for (int i = 0; i < length; i++, code /= 3) {
      labels[i] = code % 3;
    }
    return labels;
  }

  private static double inertia(Matrix x, int[] labels, int k) {
    double sum = 0;
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < x.columns(); j++) {
        double s = 0;
        double ss = 0;
        int n = 0;
        for (int i = 0; i < labels.length; i++) {
          if (labels[i] == c) {
            s += x.get(i, j);
            ss += x.get(i, j) * x.get(i, j);
            n++;
          }
        }
        sum += n == 0 ? 0 : ss - s * s / n;
      }
    }
    return sum;
  }
}
