package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.step.Ratios;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of the training steps over an epoch: the row of its last step holds these in place of
 * the step's own. Steps that were passed over do not count.
 */
final class EpochMeans implements Stateful {
  private static final String STATE = "epoch_sums";
  private static final String ITEMS = "items#";

  private final Map<String, Double> sums = new LinkedHashMap<>();
  private double items;

  /**
   * Adds a step.
   *
   * @param numbers means over its micro-batches
   * @param micros how many there were
   * @param stepItems items of all of them
   */
  void add(Map<String, Double> numbers, int micros, long stepItems) {
    items += stepItems;
    numbers.forEach(
        (name, v) -> sums.merge(name, v * (Ratios.isHalf(name) ? micros : stepItems), Double::sum));
  }

  /** Returns the means and quotients of the epoch and begins the next; empty if nothing counted. */
  Map<String, Double> finish() {
    Map<String, Double> means = new LinkedHashMap<>(sums);
    means.replaceAll((name, sum) -> Ratios.isHalf(name) ? sum : sum / items);
    sums.clear();
    items = 0;
    return Ratios.resolved(means);
  }

  @Override
  public void save(ObjectNode state) {
    if (!sums.isEmpty()) {
      ObjectNode mine = state.putObject(STATE);
      sums.forEach(mine::put);
      mine.put(ITEMS, items);
    }
  }

  @Override
  public void restore(JsonNode state) {
    sums.clear();
    state.path(STATE).properties().forEach(e -> sums.put(e.getKey(), e.getValue().asDouble()));
    Double saved = sums.remove(ITEMS);
    items = saved == null ? 0 : saved;
  }
}
