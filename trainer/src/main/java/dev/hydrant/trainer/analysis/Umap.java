package dev.hydrant.trainer.analysis;

import java.util.SplittableRandom;

/**
 * UMAP (McInnes, Healy and Melville 2018): a map in two dimensions from a weighted graph of nearest
 * neighbours. Neighbours are exact, the start is PCA, and the stochastic descent runs on one
 * thread, so a seed gives the same map. O(n²·d) for the neighbours, then O(epochs·n·neighbours).
 *
 * @param neighbours the size of a neighbourhood, the point itself included; at most n is used
 * @param minDistance how close points may lie in the map, whose unit is the spread 1
 * @param epochs passes over the graph
 * @param negatives points pushed away for each one pulled
 * @param seed of the start's jitter and of the points pushed away
 */
public record Umap(int neighbours, double minDistance, int epochs, int negatives, long seed) {
  private static final double SIZE = 5;
  private static final double LARGEST_STEP = 4;

  public Umap {
    if (neighbours < 2 || !(minDistance >= 0 && minDistance < 3) || epochs < 0 || negatives < 0) {
      throw new IllegalArgumentException(
          String.format(
              "UMAP needs neighbours >= 2, 0 <= minDistance < 3, epochs >= 0, negatives >= 0, not"
                  + " %d, %s, %d, %d",
              neighbours, minDistance, epochs, negatives));
    }
  }

  /** 15 neighbours, distance 0.1, 500 epochs, 5 points pushed for one pulled. */
  public Umap(long seed) {
    this(15, 0.1, 500, 5, seed);
  }

  /**
   * A map {@code [n, 2]} of the rows of {@code points [n, d]}, centred on 0.
   *
   * @throws IllegalArgumentException if a number is not finite
   */
  public Matrix fit(Matrix points) {
    points.requireFinite("UMAP");
    int n = points.rows();
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = MapStart.of(points, SIZE, random.nextLong());
    if (n > 2) {
      FuzzyGraph graph = FuzzyGraph.of(points, Math.min(neighbours, n));
      descend(graph, MapCurve.fit(minDistance), y, random);
      MapStart.centre(y);
    }
    return Matrix.of(y, n, 2);
  }

  /** An edge of weight w is pulled in a share w/max of the epochs, evenly spaced. */
  private void descend(FuzzyGraph graph, MapCurve curve, double[] y, SplittableRandom random) {
    int n = y.length / 2;
    int edges = graph.from().length;
    double largest = 0;
    for (double weight : graph.weight()) {
      largest = Math.max(largest, weight);
    }
    double[] due = new double[edges];
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = 1 - (double) epoch / epochs;
      for (int e = 0; e < edges; e++) {
        due[e] += graph.weight()[e] / largest;
        if (due[e] < 1) {
          continue;
        }
        due[e] -= 1;
        int i = graph.from()[e];
        int j = graph.to()[e];
        double pull = curve.attraction(squared(y, i, j));
        for (int c = 0; c < 2; c++) {
          double step = rate * clip(pull * (y[2 * i + c] - y[2 * j + c]));
          y[2 * i + c] += step;
          y[2 * j + c] -= step;
        }
        for (int s = 0; s < negatives; s++) {
          int other = random.nextInt(n);
          if (other != i) {
            double push = curve.repulsion(squared(y, i, other));
            for (int c = 0; c < 2; c++) {
              y[2 * i + c] += rate * clip(push * (y[2 * i + c] - y[2 * other + c]));
            }
          }
        }
      }
    }
  }

  private static double squared(double[] y, int i, int j) {
    double dx = y[2 * i] - y[2 * j];
    double dy = y[2 * i + 1] - y[2 * j + 1];
    return dx * dx + dy * dy;
  }

  private static double clip(double step) {
    return Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
  }
}
