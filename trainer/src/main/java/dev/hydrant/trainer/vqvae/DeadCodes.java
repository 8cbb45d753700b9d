package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.analysis.Quantiles;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which codes are hardly used, by the moving averages of their use. */
final class DeadCodes {
  private final double threshold;
  private final boolean byRatio;
  private final double mostShare;

  DeadCodes(VqVaeConfig.Training training) {
    this(
        training.deadCodeThreshold(),
        training.deadCodeRule().equals("ratio"),
        training.deadCodeMaxResetFraction());
  }

  /**
   * @param threshold a code is dead below the mean divided by it, or at or below this percentile
   * @param mostShare of a codebook that is reset at once
   */
  DeadCodes(double threshold, boolean byRatio, double mostShare) {
    this.threshold = threshold;
    this.byRatio = byRatio;
    this.mostShare = mostShare;
  }

  /** Places of dead codes, the least used first, of equally used ones the first. */
  int[] find(double[] sizes) {
    double mean = IntStream.range(0, sizes.length).mapToDouble(k -> sizes[k]).average().orElse(0);
    double limit = byRatio ? mean / threshold : Quantiles.of(sizes).at(threshold / 100);
    return IntStream.range(0, sizes.length)
        .filter(k -> byRatio ? sizes[k] < limit : sizes[k] <= limit)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> sizes[k]))
        .limit((long) Math.floor(sizes.length * mostShare))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
