package dev.hydrant.trainer.analysis;

import java.util.Arrays;

/**
 * Transport with an entropy term, which makes the plan smooth and cheap to find (Cuturi 2013): dual
 * potentials are improved in turn, in logarithms, so that a small ε does not underflow. O(n·k) an
 * iteration. As ε → 0 the plan becomes the exact one.
 *
 * @param epsilon weight of the entropy as a share of the mean cost, so that units do not matter
 * @param iterations at most
 * @param tolerance ends when the masses that arrive are wrong by at most this share in sum
 */
public record Sinkhorn(double epsilon, int iterations, double tolerance) {

  /**
   * What was found.
   *
   * @param plan its rows sum to the sources exactly up to rounding, its columns to the sinks up to
   *     {@code marginalError}; its cost is without the entropy
   * @param marginalError Σ |arrived − sink| over the whole mass
   * @param iterations that were made
   */
  public record Result(TransportPlan plan, double marginalError, int iterations) {}

  public Sinkhorn {
    if (!(epsilon > 0) || iterations < 1 || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              "Sinkhorn needs epsilon > 0, iterations >= 1 and tolerance >= 0, not %s, %d and %s",
              epsilon, iterations, tolerance));
    }
  }

  /** ε = 0.01 of the mean cost, at most 200 iterations, masses to 1e-6. */
  public Sinkhorn() {
    this(0.01, 200, 1e-6);
  }

  /**
   * Plans the transport.
   *
   * @param cost {@code [n, k]}
   * @param sources n masses ≥ 0
   * @param sinks k masses ≥ 0 with the same sum
   */
  public Result solve(Matrix cost, double[] sources, double[] sinks) {
    TransportPlan.checked(cost, sources, sinks);
    int n = sources.length;
    int k = sinks.length;
    double scale = Arrays.stream(cost.values()).map(Math::abs).average().orElse(0) * epsilon;
    double[] kernel = Arrays.stream(cost.values()).map(c -> scale > 0 ? -c / scale : 0).toArray();
    double[] f = new double[n];
    double[] g = new double[k];
    double mass = Arrays.stream(sources).sum();
    double error = Double.POSITIVE_INFINITY;
    int done = 0;
    while (done < iterations && error > tolerance) {
      Rows.each(n, 30L * k, i -> f[i] = row(kernel, i, g, sources[i]));
      done++;
      double[] arrived = arrived(kernel, f, g);
      error = 0;
      for (int j = 0; j < k; j++) {
        error += Math.abs(arrived[j] - sinks[j]) / (mass > 0 ? mass : 1);
      }
      if (error > tolerance && done < iterations) {
        Rows.each(k, 30L * n, j -> g[j] = column(kernel, k, j, f, sinks[j]));
      }
    }
    Matrix flow = Matrix.zeros(n, k);
    double total = 0;
    for (int at = 0; at < kernel.length; at++) {
      flow.values()[at] = Math.exp(kernel[at] + f[at / k] + g[at % k]);
      total += flow.values()[at] * cost.values()[at];
    }
    return new Result(new TransportPlan(flow, total), error, done);
  }

  /** The potential that makes a row's mass right: ln mass − ln Σ_j exp(kernel + g). */
  private static double row(double[] kernel, int i, double[] g, double mass) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < g.length; j++) {
      max = Math.max(max, kernel[i * g.length + j] + g[j]);
    }
    double sum = 0;
    for (int j = 0; j < g.length; j++) {
      sum += Math.exp(kernel[i * g.length + j] + g[j] - max);
    }
    return mass == 0 ? Double.NEGATIVE_INFINITY : Math.log(mass) - max - Math.log(sum);
  }

  private static double column(double[] kernel, int k, int j, double[] f, double mass) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < f.length; i++) {
      max = Math.max(max, kernel[i * k + j] + f[i]);
    }
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      sum += Math.exp(kernel[i * k + j] + f[i] - max);
    }
    return mass == 0 ? Double.NEGATIVE_INFINITY : Math.log(mass) - max - Math.log(sum);
  }

  private static double[] arrived(double[] kernel, double[] f, double[] g) {
    double[] sums = new double[g.length];
    for (int at = 0; at < kernel.length; at++) {
      sums[at % g.length] += Math.exp(kernel[at] + f[at / g.length] + g[at % g.length]);
    }
    return sums;
  }
}
