package dev.hydrant.trainer.analysis;

import java.util.Arrays;

/**
 * How much of each source's mass goes to each sink.
 *
 * @param flow {@code [n, k]}: rows sum to the sources, columns to the sinks
 * @param cost Σ flow · cost
 */
public record TransportPlan(Matrix flow, double cost) {

  /**
   * The cheapest plan, exactly (optimal transport): sources one by one along the cheapest path of
   * the residual graph, whose nodes are the k sinks. Made for many sources and few sinks: O(n·k³ +
   * n·k·log n) in practice.
   *
   * @param cost {@code [n, k]}
   * @param sources n masses ≥ 0
   * @param sinks k masses ≥ 0 with the same sum, up to 1e-9 of it
   * @throws IllegalArgumentException if sizes or sums do not match, or a number is not finite
   */
  public static TransportPlan exact(Matrix cost, double[] sources, double[] sinks) {
    return new ResidualTransport(checked(cost, sources, sinks), sources, sinks).solve();
  }

  /**
   * The cheapest assignment of n points to k centres when centre j takes {@code quotas[j]} of them.
   *
   * @return the centre of each point
   */
  public static int[] assign(Matrix cost, int[] quotas) {
    double[] ones = new double[cost.rows()];
    Arrays.fill(ones, 1);
    Matrix flow = exact(cost, ones, Arrays.stream(quotas).asDoubleStream().toArray()).flow();
    int[] centres = new int[ones.length];
    for (int i = 0; i < centres.length; i++) {
      for (int j = 1; j < quotas.length; j++) {
        if (flow.get(i, j) > 0) {
          centres[i] = j;
        }
      }
    }
    return centres;
  }

  static Matrix checked(Matrix cost, double[] sources, double[] sinks) {
    if (cost.rows() != sources.length || cost.columns() != sinks.length) {
      throw new IllegalArgumentException(
          String.format(
              "Costs [%d, %d] do not belong to %d sources and %d sinks",
              cost.rows(), cost.columns(), sources.length, sinks.length));
    }
    cost.requireFinite("A transport plan");
    double out = mass(sources, "source");
    double in = mass(sinks, "sink");
    if (Math.abs(out - in) > 1e-9 * Math.max(out, in)) {
      throw new IllegalArgumentException("Sources sum to " + out + ", but sinks to " + in);
    }
    return cost;
  }

  private static double mass(double[] masses, String what) {
    double sum = 0;
    for (int i = 0; i < masses.length; i++) {
      if (!(masses[i] >= 0 && masses[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "The mass of " + what + " " + i + " is " + masses[i] + ": it must be >= 0");
      }
      sum += masses[i];
    }
    return sum;
  }
}
