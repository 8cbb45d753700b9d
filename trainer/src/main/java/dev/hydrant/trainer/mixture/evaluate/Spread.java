package dev.hydrant.trainer.mixture.evaluate;

import java.util.Arrays;

/**
 * A mean over sets with how far they scatter.
 *
 * @param deviation over n − 1; 0 for one set
 */
public record Spread(double mean, double deviation) {
  static Spread of(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Spread(mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)));
  }
}
