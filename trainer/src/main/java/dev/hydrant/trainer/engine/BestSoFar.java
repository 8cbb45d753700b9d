package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.model.Stateful;
import java.util.Map;

/** Tells when the monitored number is better than all before. */
final class BestSoFar implements Stateful {
  private static final String STATE = "best_so_far";

  private final String monitor;
  private final boolean smallerIsBetter;
  private double best = Double.NaN;

  BestSoFar(String monitor, boolean smallerIsBetter) {
    this.monitor = monitor;
    this.smallerIsBetter = smallerIsBetter;
  }

  /** Takes what a validation measured; returns whether it is strictly better. */
  boolean isBest(Map<String, Double> row) {
    double value = row.getOrDefault(monitor, Double.NaN);
    boolean better =
        Double.isFinite(value)
            && (Double.isNaN(best) || (smallerIsBetter ? value < best : value > best));
    if (better) {
      best = value;
    }
    return better;
  }

  @Override
  public void save(ObjectNode state) {
    if (!Double.isNaN(best)) {
      state.putObject(STATE).put("monitor", monitor).put("value", best);
    }
  }

  @Override
  public void restore(JsonNode state) {
    JsonNode mine = state.path(STATE);
    best =
        mine.path("monitor").asText().equals(monitor) ? mine.path("value").asDouble() : Double.NaN;
  }
}
