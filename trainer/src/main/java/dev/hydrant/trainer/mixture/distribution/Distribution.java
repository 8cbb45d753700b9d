package dev.hydrant.trainer.mixture.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A distribution over numbers. Limits are kept by drawing again, so that within them the density is
 * that of the distribution without limits, scaled to 1.
 */
public sealed interface Distribution {
  /** Draws until a value lies within the limits. */
  int MOST_DRAWS = 100_000;

  /** Draws a value. */
  double draw(SplittableRandom random);

  /** No value is less. */
  double least();

  /** No value is more; infinite without a limit. */
  double most();

  /** Whether all draws are the same. */
  default boolean isConstant() {
    return least() == most();
  }

  /** Always the same value. */
  record Fixed(double value) implements Distribution {
    @Override
    public double draw(SplittableRandom random) {
      return value;
    }

    @Override
    public double least() {
      return value;
    }

    @Override
    public double most() {
      return value;
    }
  }

  /**
   * One of some values.
   *
   * @param probabilities as many as options, with sum 1
   */
  record Choice(List<Double> options, List<Double> probabilities) implements Distribution {
    public Choice {
      options = List.copyOf(options);
      probabilities = List.copyOf(probabilities);
      double sum = probabilities.stream().mapToDouble(p -> p >= 0 ? p : Double.NaN).sum();
      if (options.isEmpty()
          || options.size() != probabilities.size()
          || !(Math.abs(sum - 1) < 1e-6)) {
        throw new IllegalArgumentException(
            "choice needs options, and as many probs, each at least 0 and 1 in sum; got "
                + options
                + " and "
                + probabilities);
      }
    }

    @Override
    public double draw(SplittableRandom random) {
      double left = random.nextDouble();
      int last = 0;
      for (int i = 0; i < options.size(); i++) {
        if (probabilities.get(i) > 0) {
          last = i;
          left -= probabilities.get(i);
          if (left < 0) {
            break;
          }
        }
      }
      return options.get(last);
    }

    @Override
    public double least() {
      return options.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    @Override
    public double most() {
      return options.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
  }

  /**
   * All values alike.
   *
   * @param whole whether only integers are drawn, both ends included
   */
  record Uniform(double min, double max, boolean whole) implements Distribution {
    public Uniform {
      ordered(min, max);
    }

    @Override
    public double draw(SplittableRandom random) {
      return whole
          ? random.nextLong((long) min, (long) max + 1)
          : min + (max - min) * random.nextDouble();
    }

    @Override
    public double least() {
      return min;
    }

    @Override
    public double most() {
      return max;
    }
  }

  /** Poisson's distribution within limits. */
  record Poisson(double lam, double min, double max) implements Distribution {
    public Poisson {
      ordered(min, max);
      if (!(lam > 0 && lam <= 500)) {
        throw new IllegalArgumentException("lam must be above 0 and at most 500, got " + lam);
      }
    }

    @Override
    public double draw(SplittableRandom random) {
      return within(min, max, () -> count(random), this);
    }

    /** Knuth's method: how many exponential waiting times fit into λ. */
    private double count(SplittableRandom random) {
      double limit = Math.exp(-lam);
      int k = -1;
      for (double product = 1; product > limit; k++) {
        product *= random.nextDouble();
      }
      return k;
    }

    @Override
    public double least() {
      return min;
    }

    @Override
    public double most() {
      return max;
    }
  }

  /** The normal distribution within limits, which may be infinite. */
  record Normal(double mean, double std, double min, double max) implements Distribution {
    public Normal {
      ordered(min, max);
      positive("std", std);
    }

    @Override
    public double draw(SplittableRandom random) {
      return within(min, max, () -> mean + std * random.nextGaussian(), this);
    }

    @Override
    public double least() {
      return min;
    }

    @Override
    public double most() {
      return max;
    }
  }

  /** Integers whose logarithm is normal, within limits. */
  record LogNormal(double mu, double sigma, double min, double max) implements Distribution {
    public LogNormal {
      ordered(min, max);
      positive("sigma", sigma);
    }

    @Override
    public double draw(SplittableRandom random) {
      return within(min, max, () -> Math.rint(Math.exp(mu + sigma * random.nextGaussian())), this);
    }

    @Override
    public double least() {
      return min;
    }

    @Override
    public double most() {
      return max;
    }
  }

  private static double within(
      double min, double max, java.util.function.DoubleSupplier draw, Distribution of) {
    for (int i = 0; i < MOST_DRAWS; i++) {
      double value = draw.getAsDouble();
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "of %,d draws of %s none lies within its limits".formatted(MOST_DRAWS, of));
  }

  private static void ordered(double min, double max) {
    if (!(min <= max)) {
      throw new IllegalArgumentException("min %s is above max %s".formatted(min, max));
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be above 0, got " + value);
    }
  }

  /** Equal shares for so many options. */
  static List<Double> equal(int options) {
    Double[] shares = new Double[options];
    Arrays.fill(shares, 1.0 / options);
    return List.of(shares);
  }
}
