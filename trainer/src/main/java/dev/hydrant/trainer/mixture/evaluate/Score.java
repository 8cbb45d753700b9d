package dev.hydrant.trainer.mixture.evaluate;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.TransportPlan;
import dev.hydrant.trainer.mixture.data.PointSet;
import java.util.Arrays;

/**
 * How good an answer to a set is.
 *
 * @param mse mean over points of the squared distance to the centre of their component
 * @param wasserstein the squared 2-Wasserstein distance to the centres, weighed by how many points
 *     each has
 */
public record Score(double mse, double wasserstein) {
  /** Of an answer for each point, {@code [N, d]}. */
  public static Score ofPoints(PointSet set, Matrix answers) {
    double[] ones = new double[set.size()];
    Arrays.fill(ones, 1.0 / set.size());
    return new Score(mse(set, answers), wasserstein(set, answers, ones));
  }

  /**
   * Of centres.
   *
   * @param centres {@code [K, d]}
   * @param weights of the centres, with sum 1
   * @param perPoint the answer for each point that they give, {@code [N, d]}
   */
  public static Score ofCentres(PointSet set, Matrix centres, double[] weights, Matrix perPoint) {
    return new Score(mse(set, perPoint), wasserstein(set, centres, weights));
  }

  /** The mean squared distance of answers to the centres of their points. */
  public static double mse(PointSet set, Matrix answers) {
    double sum = 0;
    for (int i = 0; i < set.size(); i++) {
      sum += squared(answers, i, set.centres(), set.labels()[i]);
    }
    return sum / set.size();
  }

  private static double wasserstein(PointSet set, Matrix from, double[] weights) {
    int[] counts = set.counts();
    int[] used = used(counts);
    double[] masses =
        Arrays.stream(used).mapToDouble(k -> (double) counts[k] / set.size()).toArray();
    double[] cost = new double[from.rows() * used.length];
    for (int i = 0; i < from.rows(); i++) {
      for (int k = 0; k < used.length; k++) {
        cost[i * used.length + k] = squared(from, i, set.centres(), used[k]);
      }
    }
    double sum = Arrays.stream(weights).sum();
    double[] sources = Arrays.stream(weights).map(w -> w / sum).toArray();
    return TransportPlan.exact(Matrix.of(cost, from.rows(), used.length), sources, masses).cost();
  }

  private static int[] used(int[] counts) {
    return java.util.stream.IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray();
  }

  private static double squared(Matrix a, int i, Matrix b, int k) {
    double sum = 0;
    for (int j = 0; j < a.columns(); j++) {
      double e = a.get(i, j) - b.get(k, j);
      sum += e * e;
    }
    return sum;
  }
}
