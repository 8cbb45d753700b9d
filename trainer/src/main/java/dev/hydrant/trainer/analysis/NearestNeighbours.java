package dev.hydrant.trainer.analysis;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The k nearest other points of each point, exactly.
 *
 * @param indices {@code [n][k]}, nearest first; of equally near ones the one with the smaller index
 * @param distances {@code [n][k]}, Euclidean
 */
public record NearestNeighbours(int[][] indices, double[][] distances) {
  private record Neighbour(int index, double squared) {}

  private static final Comparator<Neighbour> NEAREST =
      Comparator.comparingDouble(Neighbour::squared).thenComparingInt(Neighbour::index);

  /**
   * Searches among all rows of {@code points [n, d]}. O(n²d).
   *
   * @throws IllegalArgumentException if k is not between 1 and n−1, or a number is not finite
   */
  public static NearestNeighbours of(Matrix points, int k) {
    int n = points.rows();
    int d = points.columns();
    if (k < 1 || k >= n) {
      throw new IllegalArgumentException(
          "Of " + n + " points each has 1 to " + (n - 1) + " neighbours, not " + k);
    }
    double[] x = points.requireFinite("A search for neighbours").values();
    int[][] indices = new int[n][k];
    double[][] distances = new double[n][k];
    Rows.each(
        n,
        (long) n * d,
        i -> {
          PriorityQueue<Neighbour> kept = new PriorityQueue<>(k + 1, NEAREST.reversed());
          double limit = Double.POSITIVE_INFINITY;
          for (int j = 0; j < n; j++) {
            double s = j == i ? limit : PairwiseDistances.squared(x, i * d, x, j * d, d);
            if (j != i && (kept.size() < k || s < limit)) {
              kept.add(new Neighbour(j, s));
              if (kept.size() > k) {
                kept.poll();
              }
              limit = kept.peek().squared();
            }
          }
          for (int r = k - 1; r >= 0; r--) {
            Neighbour next = kept.poll();
            indices[i][r] = next.index();
            distances[i][r] = Math.sqrt(next.squared());
          }
        });
    return new NearestNeighbours(indices, distances);
  }
}
