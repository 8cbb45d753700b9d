package dev.hydrant.trainer.generate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Chooses one token from logits: temperature, then top-k, then the nucleus of top-p (Holtzman et
 * al. 2019), then a draw.
 */
public final class TokenSampler {
  private final SamplingOptions options;
  private final RandomGenerator random;

  /**
   * @param random where draws come from
   */
  public TokenSampler(SamplingOptions options, RandomGenerator random) {
    this.options = options;
    this.random = random;
  }

  /** Returns an index into {@code logits}; logits that are not numbers are never chosen. */
  public int choose(float[] logits) {
    int[] order = byLikelihood(logits);
    if (order.length == 0) {
      throw new IllegalArgumentException("every logit is NaN");
    }
    if (options.temperature() == 0) {
      return order[0];
    }
    int kept = options.topK() == 0 ? order.length : Math.min(options.topK(), order.length);
    double[] weight = new double[kept];
    double total = 0;
    for (int i = 0; i < kept; i++) {
      weight[i] = Math.exp((logits[order[i]] - logits[order[0]]) / options.temperature());
      total += weight[i];
    }
    double nucleus = 0;
    int candidates = 0;
    while (candidates < kept && nucleus < options.topP() * total) {
      nucleus += weight[candidates++];
    }
    double left = random.nextDouble() * nucleus;
    int chosen = 0;
    while (chosen < candidates - 1 && left >= weight[chosen]) {
      left -= weight[chosen++];
    }
    return order[chosen];
  }

  /** Indices of the logits, largest first, equal ones in order; sorted as packed numbers. */
  private static int[] byLikelihood(float[] logits) {
    long[] keys = new long[logits.length];
    int n = 0;
    for (int i = 0; i < logits.length; i++) {
      if (!Float.isNaN(logits[i])) {
        int bits = Float.floatToIntBits(logits[i] + 0f);
        int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        keys[n++] = ((long) ~ascending << 32) | i;
      }
    }
    Arrays.sort(keys, 0, n);
    return Arrays.stream(keys, 0, n).mapToInt(key -> (int) key).toArray();
  }
}
