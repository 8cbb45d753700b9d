package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.engine.stepper.Measured;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.step.HostTensor;
import dev.hydrant.trainer.step.Ratios;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Adds up what the batches of a validation measured. */
final class Tally {
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private final Map<String, List<HostTensor>> gathered = new LinkedHashMap<>();
  private double weights;
  private double unit;
  private long items;

  /** A batch counts by the number of its items; halves of quotients are added as they are. */
  void add(long batchItems, Measured measured) {
    unit = items == 0 ? batchItems : unit;
    items += batchItems;
    // Batches of equal size count 1 each, so that nothing is rounded.
    double weight = batchItems / unit;
    weights += weight;
    measured
        .values()
        .forEach((name, v) -> sums.merge(name, Ratios.isHalf(name) ? v : weight * v, Double::sum));
    measured
        .gathered()
        .forEach((name, t) -> gathered.computeIfAbsent(name, n -> new ArrayList<>()).addAll(t));
  }

  /** Means and quotients. */
  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>(sums);
    means.replaceAll((name, sum) -> Ratios.isHalf(name) ? sum : sum / weights);
    return Ratios.resolved(means);
  }

  Gathered gathered(Supplier<Gathered> training) {
    return new Gathered(gathered, training);
  }

  long items() {
    return items;
  }
}
