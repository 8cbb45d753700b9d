package dev.hydrant.trainer.analysis;

import java.util.Map;
import java.util.TreeMap;

/**
 * UMAP's graph of neighbours: edges {@code from[e]} → {@code to[e]} of {@code weight[e]} in (0, 1],
 * each pair in both directions, sorted.
 */
record FuzzyGraph(int[] from, int[] to, double[] weight) {
  private static final int HALVINGS = 64;
  private static final double CLOSE = 1e-5;
  private static final double NARROWEST = 1e-3;

  /** The graph of neighbourhoods of {@code size} points, the point itself counted. */
  static FuzzyGraph of(Matrix points, int size) {
    int n = points.rows();
    NearestNeighbours near = NearestNeighbours.of(points, Math.max(1, size - 1));
    double mean = 0;
    for (double[] row : near.distances()) {
      for (double distance : row) {
        mean += distance / n / size; // over the neighbourhood, its own point at 0 included
      }
    }
    Map<Long, double[]> pairs = new TreeMap<>();
    for (int i = 0; i < n; i++) {
      double[] weights = memberships(near.distances()[i], size, mean);
      for (int r = 0; r < weights.length; r++) {
        int j = near.indices()[i][r];
        long key = (long) Math.min(i, j) * n + Math.max(i, j);
        pairs.computeIfAbsent(key, k -> new double[2])[i < j ? 0 : 1] = weights[r];
      }
    }
    Map<Long, Double> edges = new TreeMap<>();
    pairs.forEach(
        (key, w) -> {
          double either = 1 - (1 - w[0]) * (1 - w[1]);
          if (either > 0) {
            edges.put(key, either);
            edges.put(key % n * n + key / n, either);
          }
        });
    FuzzyGraph graph =
        new FuzzyGraph(new int[edges.size()], new int[edges.size()], new double[edges.size()]);
    int at = 0;
    for (Map.Entry<Long, Double> edge : edges.entrySet()) {
      graph.from[at] = (int) (edge.getKey() / n);
      graph.to[at] = (int) (edge.getKey() % n);
      graph.weight[at++] = edge.getValue();
    }
    return graph;
  }

  /** exp(−(d − ρ)/σ) beyond the nearest different point ρ; σ makes them sum to log₂ size. */
  static double[] memberships(double[] distances, int size, double meanDistance) {
    double rho = 0;
    double mean = 0;
    for (double distance : distances) {
      rho = rho == 0 ? distance : rho;
      mean += distance / size;
    }
    double wanted = Math.log(size) / Math.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double sigma = 1;
    for (int t = 0; t < HALVINGS; t++) {
      double sum = 0;
      for (double distance : distances) {
        sum += membership(distance, rho, sigma);
      }
      if (Math.abs(sum - wanted) < CLOSE) {
        break;
      }
      if (sum > wanted) {
        high = sigma;
        sigma = (low + high) / 2;
      } else {
        low = sigma;
        sigma = high == Double.POSITIVE_INFINITY ? 2 * sigma : (low + high) / 2;
      }
    }
    sigma = Math.max(sigma, NARROWEST * (rho > 0 ? mean : meanDistance));
    double[] weights = new double[distances.length];
    for (int r = 0; r < weights.length; r++) {
      weights[r] = membership(distances[r], rho, sigma);
    }
    return weights;
  }

  private static double membership(double distance, double rho, double sigma) {
    return distance <= rho || sigma == 0 ? 1 : Math.exp(-(distance - rho) / sigma);
  }
}
