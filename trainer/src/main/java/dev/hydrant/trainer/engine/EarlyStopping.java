package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.settings.GuardConfig;
import java.util.List;
import java.util.Map;

/**
 * Ends a run whose monitored metric has not become better for a number of measurements. It may
 * begin to wait late: from an epoch on, such as the one in which an annealed weight is reached, and
 * once the metric has left a value that it starts at.
 */
final class EarlyStopping implements Stateful {
  private static final String STATE = "early_stop";

  private final GuardConfig config;
  private final int patience;
  private final double minDelta;
  private final String monitor;
  private final boolean smallerIsBetter;
  private double best = Double.NaN;
  private int waited;
  private boolean hasLeft;

  /** Waits as the settings say. */
  EarlyStopping(GuardConfig config, String monitor, boolean smallerIsBetter) {
    this.config = config;
    this.patience = config.earlyStopPatience();
    this.minDelta = config.earlyStopMinDelta();
    this.monitor = monitor;
    this.smallerIsBetter = smallerIsBetter;
    this.hasLeft = config.earlyStopOnce().isEmpty();
  }

  /**
   * Looks at what a step measured. Returns true when it is time to end.
   *
   * @throws UserException if a validation does not measure what is monitored
   */
  boolean isEnough(Metrics measured) {
    Double value = measured.values().get(monitor);
    if (patience == 0 || value == null) {
      refuseUnknown(measured);
      return false;
    }
    hasLeft |= config.earlyStopOnce().filter(from -> isBeyond(value, from)).isPresent();
    if (isBetter(value)) {
      best = value;
      waited = 0;
    } else if (hasBegun(measured.values())) {
      waited++;
    }
    return waited >= patience;
  }

  private void refuseUnknown(Metrics measured) {
    if (patience > 0 && measured.isValidated()) {
      throw UserException.usage(
          "early_stop_patience=%d watches monitor=%s, which this run does not measure. %s"
              .formatted(
                  patience,
                  monitor,
                  Suggestions.didYouMeanOrList(monitor, List.copyOf(measured.values().keySet()))));
    }
  }

  /** A number that is not finite is never better. */
  private boolean isBetter(double value) {
    if (!Double.isFinite(value)) {
      return false;
    }
    return Double.isNaN(best)
        || (smallerIsBetter ? value < best - minDelta : value > best + minDelta);
  }

  private boolean isBeyond(double value, double from) {
    return smallerIsBetter ? value < from : value > from;
  }

  /** Whether it is time to wait; a run that counts no epochs knows no first one. */
  private boolean hasBegun(Map<String, Double> measured) {
    double epochs = measured.getOrDefault(Metrics.EPOCH, Double.POSITIVE_INFINITY);
    return hasLeft && epochs >= config.earlyStopFromEpoch();
  }

  @Override
  public void save(ObjectNode state) {
    if (patience == 0) {
      return;
    }
    ObjectNode mine = state.putObject(STATE).put("monitor", monitor).put("waited", waited);
    if (config.earlyStopOnce().isPresent()) {
      mine.put("has_left", hasLeft);
    }
    if (!Double.isNaN(best)) {
      mine.put("best", best);
    }
  }

  /** What was best of another metric means nothing for this one. */
  @Override
  public void restore(JsonNode state) {
    JsonNode mine = state.path(STATE);
    boolean same = mine.path("monitor").asText().equals(monitor);
    best = same && mine.has("best") ? mine.get("best").asDouble() : Double.NaN;
    waited = same ? mine.path("waited").asInt() : 0;
    hasLeft = config.earlyStopOnce().isEmpty() || same && mine.path("has_left").asBoolean();
  }
}
