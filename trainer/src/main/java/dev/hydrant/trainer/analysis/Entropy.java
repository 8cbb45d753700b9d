package dev.hydrant.trainer.analysis;

import java.util.Arrays;

/** Entropy of counts, and the number of equally used values that would have the same. */
public final class Entropy {
  private Entropy() {}

  /** −Σ p ln p of counts or weights ≥ 0, in nats; 0 if they sum to 0. */
  public static double nats(double[] counts) {
    double total = 0;
    for (double count : counts) {
      if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("A count must be finite and >= 0, not " + count);
      }
      total += count;
    }
    double sum = 0;
    for (double count : counts) {
      if (count > 0) {
        sum -= count / total * Math.log(count / total);
      }
    }
    return sum;
  }

  /** The same of whole counts. */
  public static double nats(int[] counts) {
    return nats(Arrays.stream(counts).asDoubleStream().toArray());
  }

  /** The same of whole counts. */
  public static double nats(long[] counts) {
    return nats(Arrays.stream(counts).asDoubleStream().toArray());
  }

  /** e^entropy: between 1 (one value only) and the number of values (all alike). */
  public static double perplexity(long[] counts) {
    return Math.exp(nats(counts));
  }

  /** The same of weights. */
  public static double perplexity(double[] counts) {
    return Math.exp(nats(counts));
  }
}
