package dev.hydrant.trainer.checkpoint;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which checkpoints stay: the newest ones, the best ones by a metric, and every n-th step for good.
 *
 * @param keepLast how many of the newest stay, at least 1
 * @param keepBest how many of the best stay, 0 for none
 * @param metric the metric that decides, such as {@code val_loss}
 * @param smallerIsBetter whether a smaller metric is better
 * @param keepEverySteps steps divisible by this stay for good, 0 for none
 */
public record Retention(
    int keepLast, int keepBest, String metric, boolean smallerIsBetter, long keepEverySteps) {
  public Retention {
    if (keepLast < 1 || keepBest < 0 || keepEverySteps < 0) {
      throw new IllegalArgumentException(
          "keep at least 1 of the newest and no negative number of others");
    }
  }

  /** Keeps the newest ones alone. */
  public static Retention last(int n) {
    return new Retention(n, 0, "", true, 0);
  }

  /** Returns the members of {@code all} that may be deleted. */
  List<Manifest> expendable(List<Manifest> all) {
    Set<Manifest> kept = new HashSet<>();
    all.stream()
        .sorted(Comparator.comparingLong(Manifest::serial).reversed())
        .limit(keepLast)
        .forEach(kept::add);
    best(all).limit(keepBest).forEach(kept::add);
    all.stream()
        .filter(m -> keepEverySteps > 0 && m.step() % keepEverySteps == 0)
        .forEach(kept::add);
    return all.stream().filter(m -> !kept.contains(m)).toList();
  }

  /** Those that have the metric as a number, best first; of equals the older first. */
  java.util.stream.Stream<Manifest> best(List<Manifest> all) {
    Comparator<Manifest> byMetric = Comparator.comparingDouble(m -> m.metrics().get(metric));
    return all.stream()
        .filter(m -> m.metrics().containsKey(metric) && !m.metrics().get(metric).isNaN())
        .sorted(
            (smallerIsBetter ? byMetric : byMetric.reversed()).thenComparingLong(Manifest::serial));
  }
}
