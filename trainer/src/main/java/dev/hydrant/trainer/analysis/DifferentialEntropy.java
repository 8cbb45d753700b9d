package dev.hydrant.trainer.analysis;

import org.hipparchus.special.Gamma;

/**
 * The differential entropy of the density that points were drawn from, in nats, by the distances to
 * their k-th neighbours: {@code ψ(n) − ψ(k) + ln V_d + d/n·Σ ln r_i} with the volume V_d of the
 * unit ball (Kozachenko and Leonenko 1987; for k above 1, Singh et al. 2003). The two ψ take away
 * the bias of the logarithm.
 */
public final class DifferentialEntropy {
  private DifferentialEntropy() {}

  /**
   * Estimates the entropy of rows.
   *
   * @param points {@code [n, d]}
   * @param k which neighbour, from 1; more neighbours mean less variance and more bias
   * @param least distance that smaller ones count as, above 0: points that coincide have an entropy
   *     of −∞
   * @throws IllegalArgumentException if k is not between 1 and n−1, or a number is not finite
   */
  public static double nats(Matrix points, int k, double least) {
    int n = points.rows();
    int d = points.columns();
    double sum = 0;
    for (double[] distances : NearestNeighbours.of(points, k).distances()) {
      sum += Math.log(Math.max(least, distances[k - 1]));
    }
    double ball = 0.5 * d * Math.log(Math.PI) - Gamma.logGamma(0.5 * d + 1);
    return Gamma.digamma(n) - Gamma.digamma(k) + ball + d * sum / n;
  }
}
