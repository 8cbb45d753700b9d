package dev.hydrant.trainer.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * Agglomerative clustering that merges the pair raising the variance within clusters least (Ward
 * 1963), by the recurrence of Lance and Williams 1967:
 *
 * <pre>d(u∪v, w)² = [(n_u+n_w)·d(u,w)² + (n_v+n_w)·d(v,w)² − n_w·d(u,v)²] / (n_u+n_v+n_w)</pre>
 *
 * Heights are those of SciPy's {@code linkage(…, 'ward')}: √2 times the root of the rise for
 * Euclidean distances; any other distance is taken as if it were one. Of several nearest pairs the
 * one with the smallest indices is merged, so the result does not depend on how they are searched.
 * Each cluster keeps its nearest neighbour (Anderberg 1973): O(n²) memory (32 MB for 2,000 items)
 * and in practice O(n²) time, O(n³) at worst.
 */
public final class WardClustering {
  private final int n;
  private final double[] squared;
  private final int[] label;
  private final int[] size;
  private final int[] nearest;
  private final boolean[] gone;

  private WardClustering(DistanceMatrix distances) {
    n = distances.size();
    squared = new double[DistanceMatrix.square(n, "Ward clustering")];
    label = new int[n];
    size = new int[n];
    nearest = new int[n];
    gone = new boolean[n];
    for (int i = 0; i < n; i++) {
      label[i] = i;
      size[i] = 1;
      for (int j = 0; j < n; j++) {
        double d = distances.get(i, j);
        squared[i * n + j] = d * d;
      }
    }
  }

  /**
   * Clusters the items of {@code distances}.
   *
   * @throws IllegalArgumentException if there is no item
   */
  public static Dendrogram of(DistanceMatrix distances) {
    if (distances.size() == 0) {
      throw new IllegalArgumentException("There is nothing to cluster");
    }
    return new WardClustering(distances).run();
  }

  private Dendrogram run() {
    for (int i = 0; i < n; i++) {
      search(i);
    }
    List<Dendrogram.Merge> merges = new ArrayList<>();
    for (int next = n; next < 2 * n - 1; next++) {
      int a = closest();
      int b = nearest[a];
      double height = Math.sqrt(squared[a * n + b]);
      merges.add(
          new Dendrogram.Merge(
              Math.min(label[a], label[b]),
              Math.max(label[a], label[b]),
              height,
              size[a] + size[b]));
      merge(a, b, next);
    }
    return new Dendrogram(n, merges);
  }

  /** A cluster of the nearest pair, of several pairs the one with the smallest two labels. */
  private int closest() {
    int best = -1;
    for (int i = 0; i < n; i++) {
      if (gone[i]) {
        continue;
      }
      double d = squared[i * n + nearest[i]];
      double least = best < 0 ? Double.POSITIVE_INFINITY : squared[best * n + nearest[best]];
      // The first label decides: the nearest neighbour already has the smallest second one.
      if (best < 0 || d < least || d == least && label[i] < label[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Puts the union of a and b in b's place. */
  private void merge(int a, int b, int next) {
    gone[a] = true;
    double between = squared[a * n + b];
    for (int w = 0; w < n; w++) {
      if (gone[w] || w == b) {
        continue;
      }
      double d =
          Math.max(
              0,
              ((size[a] + size[w]) * squared[a * n + w]
                      + (size[b] + size[w]) * squared[b * n + w]
                      - size[w] * between)
                  / (size[a] + size[b] + size[w]));
      squared[b * n + w] = d;
      squared[w * n + b] = d;
    }
    size[b] += size[a];
    label[b] = next;
    for (int w = 0; w < n; w++) {
      if (gone[w]) {
        continue;
      }
      if (w == b || nearest[w] == a || nearest[w] == b) {
        search(w);
      } else if (squared[w * n + b] < squared[w * n + nearest[w]]) {
        nearest[w] = b;
      }
    }
  }

  /** Finds the nearest neighbour of cluster i, of several the one with the smallest label. */
  private void search(int i) {
    int best = -1;
    for (int j = 0; j < n; j++) {
      if (j == i || gone[j]) {
        continue;
      }
      double d = squared[i * n + j];
      if (best < 0
          || d < squared[i * n + best]
          || d == squared[i * n + best] && label[j] < label[best]) {
        best = j;
      }
    }
    nearest[i] = best;
  }
}
