package dev.hydrant.trainer.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule by which checkpoints are the best and stay.
 *
 * @param order which of two is better
 * @param keep how many of the best stay; {@link #ALL} for all
 * @param name what they are also called, such as {@code best-acc-{epoch:03d}-{val/acc:.4f}}; empty
 *     for their step and metric alone
 */
public record Best(Order order, int keep, Optional<CheckpointName> name) {
  /** As many as there are. */
  public static final int ALL = Integer.MAX_VALUE;

  /**
   * What is better.
   *
   * @param metric such as {@code val_loss}
   * @param smallerIsBetter whether a smaller one is better
   * @param tie decides between equal ones; if it is equal or absent, the later wins
   */
  public record Order(String metric, boolean smallerIsBetter, Optional<Order> tie) {
    private boolean isMeasured(Manifest m) {
      Double value = m.metrics().get(metric);
      return value != null && !value.isNaN();
    }

    private Comparator<Manifest> comparator() {
      Comparator<Manifest> byMetric =
          Comparator.comparingDouble(m -> m.metrics().getOrDefault(metric, Double.NaN));
      Comparator<Manifest> mine = smallerIsBetter ? byMetric : byMetric.reversed();
      return tie.map(t -> mine.thenComparing(t.comparator())).orElse(mine);
    }
  }

  public Best {
    if (keep < 0) {
      throw new IllegalArgumentException("no negative number of checkpoints can stay");
    }
  }

  /** Those that have the metric as a number, best first. */
  List<Manifest> ranked(List<Manifest> all) {
    Comparator<Manifest> age = Comparator.comparingLong(Manifest::serial);
    // Of equals the later is better where names say so; without names, the one that was there.
    Comparator<Manifest> last = name.isPresent() ? age.reversed() : age;
    return all.stream()
        .filter(order::isMeasured)
        .sorted(order.comparator().thenComparing(last))
        .toList();
  }

  /** Those that stay. */
  List<Manifest> kept(List<Manifest> all) {
    List<Manifest> ranked = ranked(all);
    return ranked.subList(0, Math.min(keep, ranked.size()));
  }

  /** Whether a checkpoint with these numbers would be one of those that have a name. */
  boolean admits(List<Manifest> all, Map<String, Double> metrics) {
    if (name.isEmpty()) {
      return false;
    }
    long serial = all.stream().mapToLong(Manifest::serial).max().orElse(0) + 1;
    Manifest candidate = new Manifest(serial, 0, metrics, Map.of());
    List<Manifest> with = new ArrayList<>(all);
    with.add(candidate);
    return kept(with).contains(candidate);
  }
}
