package dev.hydrant.trainer.lm.recurrentdepth;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * How often the core runs in each training batch: {@code 1 + Poisson(λ)} with a log-normal λ, and
 * not more than a maximum (Geiping et al. 2025, arXiv 2502.05171).
 *
 * @param mean of λ
 * @param variance of ln λ
 * @param max most repetitions
 * @param seed of the run
 */
record Recurrences(double mean, double variance, int max, long seed) {
  private static final int MANY = 10_000;

  /** The repetitions of a batch; they depend on the seed and the batch's number alone. */
  int of(long batch) {
    SplittableRandom random = new SplittableRandom(mix(seed) + mix(~batch));
    double lambda =
        Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * random.nextGaussian());
    int n = 1;
    double time = exponential(random);
    while (time <= lambda && n < max) {
      n++;
      time += exponential(random);
    }
    return n;
  }

  /** The mean of what many batches draw, each counted up to a limit. */
  double meanUpTo(int limit) {
    return LongStream.range(0, MANY)
        .mapToInt(this::of)
        .map(n -> Math.min(n, limit))
        .average()
        .orElseThrow();
  }

  /** How the numbers are distributed, in words: mean, median and how often the maximum is drawn. */
  String describe() {
    int[] drawn = LongStream.range(0, MANY).mapToInt(this::of).sorted().toArray();
    long most = Arrays.stream(drawn).filter(n -> n == max).count();
    return String.format(
        Locale.ROOT,
        "%.1f times on average, half the batches at most %d times, %.0f %% the maximum of %d",
        Arrays.stream(drawn).average().orElseThrow(),
        drawn[drawn.length / 2],
        100.0 * most / MANY,
        max);
  }

  private static double exponential(SplittableRandom random) {
    return -Math.log1p(-random.nextDouble());
  }

  /** The finalizer of MurmurHash3: near numbers give unrelated ones. */
  private static long mix(long x) {
    x = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
    x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return x ^ (x >>> 33);
  }
}
