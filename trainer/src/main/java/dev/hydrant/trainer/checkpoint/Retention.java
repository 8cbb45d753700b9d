package dev.hydrant.trainer.checkpoint;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which checkpoints stay: the newest ones, the best ones by some rules, and every n-th step for
 * good.
 *
 * @param keepLast how many of the newest stay, at least 1
 * @param bests the first one is what {@code resume=best} means
 * @param keepEverySteps steps divisible by this stay for good, 0 for none
 */
public record Retention(int keepLast, List<Best> bests, long keepEverySteps) {
  public Retention {
    bests = List.copyOf(bests);
    if (keepLast < 1 || keepEverySteps < 0) {
      throw new IllegalArgumentException(
          "keep at least 1 of the newest and no negative number of others");
    }
  }

  /** With one rule, and no further names. */
  public Retention(
      int keepLast, int keepBest, String metric, boolean smallerIsBetter, long keepEverySteps) {
    this(
        keepLast,
        List.of(
            new Best(
                new Best.Order(metric, smallerIsBetter, Optional.empty()),
                keepBest,
                Optional.empty())),
        keepEverySteps);
  }

  /** Keeps the newest ones alone. */
  public static Retention last(int n) {
    return new Retention(n, List.of(), 0);
  }

  /** The metric of the first rule; empty without one. */
  String metric() {
    return bests.isEmpty() ? "" : bests.get(0).order().metric();
  }

  /** Whether the metric of the first rule is part of a checkpoint's own name. */
  boolean namesByMetric() {
    return !bests.isEmpty() && bests.get(0).keep() > 0 && !hasNames();
  }

  /** Whether checkpoints have further names. */
  boolean hasNames() {
    return bests.stream().anyMatch(b -> b.name().isPresent());
  }

  /**
   * Whether a checkpoint with these numbers is to be written because it would be one of the best.
   */
  boolean admits(List<Manifest> all, Map<String, Double> metrics) {
    return bests.stream().anyMatch(b -> b.admits(all, metrics));
  }

  /** Returns the members of {@code all} that may be deleted. */
  List<Manifest> expendable(List<Manifest> all) {
    Set<Manifest> kept = new HashSet<>();
    all.stream()
        .sorted(Comparator.comparingLong(Manifest::serial).reversed())
        .limit(keepLast)
        .forEach(kept::add);
    bests.forEach(b -> kept.addAll(b.kept(all)));
    all.stream()
        .filter(m -> keepEverySteps > 0 && m.step() % keepEverySteps == 0)
        .forEach(kept::add);
    return all.stream().filter(m -> !kept.contains(m)).toList();
  }

  /** Those that have the first rule's metric as a number, best first. */
  List<Manifest> best(List<Manifest> all) {
    return bests.isEmpty() ? List.of() : bests.get(0).ranked(all);
  }
}
