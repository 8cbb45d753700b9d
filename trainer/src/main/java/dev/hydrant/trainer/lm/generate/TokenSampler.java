package dev.hydrant.trainer.lm.generate;

import dev.hydrant.trainer.model.SamplingOptions;
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
    return draw(distribution(logits));
  }

  /** Draws one of the tokens of a distribution. */
  public int draw(Distribution distribution) {
    return distribution.draw(random);
  }

  /**
   * Judges a token that was drawn from one distribution where it should have been from another
   * (speculative sampling, Leviathan et al. 2023, arXiv 2211.17192): it stays with probability
   * min(1, p/q). If one that does not stay is replaced by a draw from {@link
   * Distribution#beyond(Distribution)}, the outcome has distribution p.
   */
  public boolean accepts(int token, Distribution p, Distribution q) {
    double wanted = p.of(token);
    double given = q.of(token);
    return wanted >= given || random.nextDouble() * given < wanted;
  }

  /** The tokens that the options leave with their probabilities. */
  public Distribution distribution(float[] logits) {
    int[] order = byLikelihood(logits);
    if (order.length == 0) {
      throw new IllegalArgumentException("every logit is NaN");
    }
    if (options.temperature() == 0) {
      return new Distribution(new int[] {order[0]}, new double[] {1}, 1);
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
    return new Distribution(
        Arrays.copyOf(order, candidates), Arrays.copyOf(weight, candidates), nucleus);
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
