package dev.hydrant.trainer.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well items sit in their clusters (Rousseeuw 1987): s = (b − a)/max(a, b), where a is the mean
 * distance to the others of the own cluster and b the smallest mean distance to another cluster. 1
 * is best, below 0 an item is nearer to another cluster. O(n²).
 */
public final class Silhouette {
  private Silhouette() {}

  /** The mean over all items. */
  public static double mean(DistanceMatrix distances, int[] labels) {
    return Arrays.stream(of(distances, labels)).average().orElseThrow();
  }

  /**
   * The value of each item; 0 for an item alone in its cluster, and where a = b = 0.
   *
   * @throws IllegalArgumentException if labels and items differ in number, or there are not at
   *     least two clusters
   */
  public static double[] of(DistanceMatrix distances, int[] labels) {
    int n = distances.size();
    if (labels.length != n) {
      throw new IllegalArgumentException(n + " items have " + labels.length + " labels");
    }
    Labels clusters = Labels.of(labels);
    if (clusters.count() < 2) {
      throw new IllegalArgumentException(
          "A silhouette compares clusters: it needs at least 2, not " + clusters.count());
    }
    int[] sizes = clusters.sizes();
    double[] out = new double[n];
    Rows.each(n, n, i -> out[i] = value(distances, clusters.values(), sizes, i));
    return out;
  }

  private static double value(DistanceMatrix distances, int[] labels, int[] sizes, int i) {
    int own = labels[i];
    if (sizes[own] == 1) {
      return 0;
    }
    double[] sums = new double[sizes.length];
    for (int j = 0; j < labels.length; j++) {
      sums[labels[j]] += distances.get(i, j);
    }
    double a = sums[own] / (sizes[own] - 1);
    double b =
        IntStream.range(0, sizes.length)
            .filter(k -> k != own)
            .mapToDouble(k -> sums[k] / sizes[k])
            .min()
            .orElseThrow();
    double larger = Math.max(a, b);
    return larger == 0 ? 0 : (b - a) / larger;
  }
}
