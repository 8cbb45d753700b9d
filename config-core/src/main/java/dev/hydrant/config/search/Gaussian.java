package dev.hydrant.config.search;

import java.util.SplittableRandom;
import org.hipparchus.special.Erf;

/** The standard normal distribution. */
final class Gaussian {
  private Gaussian() {}

  static double density(double x) {
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  static double cdf(double x) {
    return 0.5 * Erf.erfc(-x / Math.sqrt(2));
  }

  /** Draws by Box and Muller's transform. */
  static double draw(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
