package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WardClusteringTest {
  /** Seven columns from three factors, of which two drive three columns each. */
  static Matrix features() {
    double[][] loadings = {
      {1, 0, 0}, {-1, 0, 0}, {.9, .1, 0}, {0, 1, 0}, {0, -1, .1}, {0, .8, 0}, {0, 0, 1}
    };
    double[] scale = {1, 10, .1, 5, 1000, 1, 2};
    double[] shift = {0, 5, 0, 0, -300, 0, 1};
    Matrix factors = Samples.fill(40, 3, 11);
    Matrix noise = Samples.fill(40, 7, 12);
    double[][] x = new double[40][7];
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 7; j++) {
        double sum = .2 * noise.get(i, j);
        for (int f = 0; f < 3; f++) {
          sum += factors.get(i, f) * loadings[j][f];
        }
        x[i][j] = sum * scale[j] + shift[j];
      }
    }
    return Matrix.of(x);
  }

  @Test
  void features_merge_in_the_golden_order_and_cut_by_the_best_silhouette() {
    DistanceMatrix distances = PairwiseDistances.absoluteCorrelation(features());
    Dendrogram tree = WardClustering.of(distances);
    double[][] golden = {
      {0, 1, .0339, 2},
      {3, 4, .039596, 2},
      {5, 8, .048735, 3},
      {2, 7, .048895, 3},
      {6, 9, 1.075131, 4},
      {10, 11, 1.498095, 7}
    };
    for (int i = 0; i < golden.length; i++) {
      Dendrogram.Merge merge = tree.merges().get(i);
      assertThat(new double[] {merge.first(), merge.second(), merge.height(), merge.size()})
          .containsExactly(golden[i], within(1e-6));
    }
    assertThat(tree.cut(2)).containsExactly(0, 0, 0, 1, 1, 1, 1);
    assertThat(tree.cut(3)).containsExactly(0, 0, 0, 1, 1, 1, 2);
    assertThat(Silhouette.mean(distances, tree.cut(2))).isCloseTo(.690937, within(1e-6));
    assertThat(Silhouette.mean(distances, tree.cut(3))).isCloseTo(.813829, within(1e-6));
  }

  @Test
  void heights_say_how_much_the_sum_of_squares_within_clusters_rises() {
    Matrix x = Samples.fill(25, 3, 4);
    Dendrogram tree = WardClustering.of(PairwiseDistances.euclidean(x));
    for (int m = 0; m < tree.merges().size(); m++) {
      double before = squares(x, tree.cut(25 - m));
      double after = squares(x, tree.cut(24 - m));
      double height = tree.merges().get(m).height();
      assertThat(after - before).isCloseTo(height * height / 2, within(1e-10));
    }
  }

  @Test
  void ties_are_merged_as_a_search_of_all_pairs_by_index_would() {
    Random random = new Random(3);
    for (int trial = 0; trial < 60; trial++) {
      int n = 2 + random.nextInt(14);
      double[] condensed = new double[n * (n - 1) / 2];
      for (int i = 0; i < condensed.length; i++) {
        condensed[i] = random.nextInt(4);
      }
      DistanceMatrix distances = DistanceMatrix.ofCondensed(n, condensed);
      assertThat(WardClustering.of(distances).merges()).isEqualTo(slow(distances));
    }
  }

  @Test
  void heights_never_fall_and_blobs_are_recovered_from_a_thousand_points() {
    Matrix x = Samples.blobs(5, 200, 6, 8, 1, 6);
    Dendrogram tree = WardClustering.of(PairwiseDistances.euclidean(x));
    double before = 0;
    for (Dendrogram.Merge merge : tree.merges()) {
      assertThat(merge.height()).isGreaterThanOrEqualTo(before - 1e-12);
      before = merge.height();
    }
    assertThat(AdjustedRand.index(tree.cut(5), Samples.blobLabels(5, 200))).isEqualTo(1);
    assertThat(tree.merges().get(998).size()).isEqualTo(1000);
  }

  @Test
  void order_of_the_items_does_not_matter() {
    Matrix x = Samples.fill(30, 2, 9);
    double[][] turned = new double[30][];
    for (int i = 0; i < 30; i++) {
      turned[i] = x.row(29 - i);
    }
    int[] labels = WardClustering.of(PairwiseDistances.euclidean(x)).cut(4);
    int[] back = WardClustering.of(PairwiseDistances.euclidean(Matrix.of(turned))).cut(4);
    int[] mirrored = new int[30];
    Arrays.setAll(mirrored, i -> back[29 - i]);
    assertThat(AdjustedRand.index(labels, mirrored)).isEqualTo(1);
  }

  @Test
  void labels_are_numbered_by_the_first_item_and_odd_cuts_are_refused() {
    Dendrogram tree =
        WardClustering.of(DistanceMatrix.ofCondensed(4, new double[] {9, 1, 9, 9, 1, 9}));
    assertThat(tree.cut(2)).containsExactly(0, 1, 0, 1);
    assertThat(tree.cut(1)).containsOnly(0);
    assertThat(tree.cut(4)).containsExactly(0, 1, 2, 3);
    assertThatThrownBy(() -> tree.cut(5))
        .hasMessage("4 items can be cut into 1 to 4 clusters, not 5");
    assertThat(WardClustering.of(DistanceMatrix.ofCondensed(1, new double[0])).cut(1))
        .containsExactly(0);
    assertThatThrownBy(() -> WardClustering.of(DistanceMatrix.ofCondensed(0, new double[0])))
        .hasMessage("There is nothing to cluster");
  }

  private static double squares(Matrix x, int[] labels) {
    double sum = 0;
    int[] sizes = Labels.of(labels).sizes();
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < i; j++) {
        if (labels[i] == labels[j]) {
          sum +=
              PairwiseDistances.squared(x.values(), i * 3, x.values(), j * 3, 3) / sizes[labels[i]];
        }
      }
    }
    return sum;
  }

  /** Every pair of every round, by the recurrence as it is written. */
  private static List<Dendrogram.Merge> slow(DistanceMatrix distances) {
    int n = distances.size();
    double[][] d2 = new double[2 * n - 1][2 * n - 1];
    int[] size = new int[2 * n - 1];
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      active.add(i);
      size[i] = 1;
      for (int j = 0; j < n; j++) {
        d2[i][j] = distances.get(i, j) * distances.get(i, j);
      }
    }
    List<Dendrogram.Merge> merges = new ArrayList<>();
    for (int next = n; next < 2 * n - 1; next++) {
      int u = -1;
      int v = -1;
      for (int a : active) {
        for (int b : active) {
          if (a < b && (u < 0 || d2[a][b] < d2[u][v])) {
            u = a;
            v = b;
          }
        }
      }
      size[next] = size[u] + size[v];
      merges.add(new Dendrogram.Merge(u, v, Math.sqrt(d2[u][v]), size[next]));
      active.remove((Integer) u);
      active.remove((Integer) v);
      for (int w : active) {
        double d =
            ((size[u] + size[w]) * d2[u][w] + (size[v] + size[w]) * d2[v][w] - size[w] * d2[u][v])
                / (size[u] + size[v] + size[w]);
        d2[next][w] = Math.max(0, d);
        d2[w][next] = d2[next][w];
      }
      active.add(next);
    }
    return merges;
  }
}
