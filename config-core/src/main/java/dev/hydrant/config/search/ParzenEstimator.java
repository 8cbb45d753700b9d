package dev.hydrant.config.search;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A density over one coordinate in [0, 1), built from observed coordinates and a weak prior. */
interface ParzenEstimator {

  /** The density at {@code u}, always positive inside [0, 1). */
  double density(double u);

  /** Draws a coordinate. */
  double sample(SplittableRandom random);

  static ParzenEstimator of(Dimension dimension, double[] observed) {
    return dimension instanceof Dimension.Choice choice
        ? Histogram.of(choice.count(), observed)
        : Mixture.of(observed);
  }

  /** Smoothed frequencies of options. */
  record Histogram(double[] weights) implements ParzenEstimator {
    static Histogram of(int count, double[] observed) {
      double[] weights = new double[count];
      Arrays.fill(weights, 1.0 / count);
      for (double u : observed) {
        weights[Math.min(count - 1, (int) (u * count))]++;
      }
      double total = Arrays.stream(weights).sum();
      for (int i = 0; i < count; i++) {
        weights[i] /= total;
      }
      return new Histogram(weights);
    }

    @Override
    public double density(double u) {
      return weights[Math.min(weights.length - 1, (int) (u * weights.length))] * weights.length;
    }

    @Override
    public double sample(SplittableRandom random) {
      double r = random.nextDouble();
      int option = 0;
      while (option < weights.length - 1 && r >= weights[option]) {
        r -= weights[option++];
      }
      return (option + random.nextDouble()) / weights.length;
    }
  }

  /**
   * Equally weighted Gaussians truncated to [0, 1]: one at each observation, as wide as the larger
   * distance to its neighbours, and a wide one in the middle as the prior.
   */
  record Mixture(double[] means, double[] widths, double[] masses) implements ParzenEstimator {
    static Mixture of(double[] observed) {
      int n = observed.length + 1;
      double[] means = Arrays.copyOf(observed, n);
      means[n - 1] = 0.5;
      Arrays.sort(means);
      double[] widths = new double[n];
      double[] masses = new double[n];
      double narrowest = 1.0 / Math.min(100, n + 1);
      boolean priorPlaced = false;
      for (int i = 0; i < n; i++) {
        double left = means[i] - (i == 0 ? 0 : means[i - 1]);
        double right = (i == n - 1 ? 1 : means[i + 1]) - means[i];
        widths[i] = Math.max(narrowest, Math.min(1, Math.max(left, right)));
        if (!priorPlaced && means[i] == 0.5) {
          widths[i] = 1;
          priorPlaced = true;
        }
        masses[i] = Gaussian.cdf((1 - means[i]) / widths[i]) - Gaussian.cdf(-means[i] / widths[i]);
      }
      return new Mixture(means, widths, masses);
    }

    @Override
    public double density(double u) {
      double sum = 0;
      for (int i = 0; i < means.length; i++) {
        sum += Gaussian.density((u - means[i]) / widths[i]) / (widths[i] * masses[i]);
      }
      return sum / means.length + Double.MIN_NORMAL;
    }

    @Override
    public double sample(SplittableRandom random) {
      int i = random.nextInt(means.length);
      while (true) { // each draw is inside with a probability of at least a third
        double u = means[i] + widths[i] * Gaussian.draw(random);
        if (u >= 0 && u < 1) {
          return u;
        }
      }
    }
  }
}
