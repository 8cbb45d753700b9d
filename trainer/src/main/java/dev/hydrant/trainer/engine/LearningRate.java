package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.optim.Plateau;
import dev.hydrant.trainer.optim.Schedule;
import dev.hydrant.trainer.settings.ScheduleConfig;
import java.util.List;
import java.util.Map;

/** The factor on the learning rates: a function of the step, times what a plateau made of it. */
final class LearningRate implements Stateful {
  private static final String STATE = "plateau";

  private final Schedule schedule;
  private final Plateau plateau;
  private final String monitor;

  /**
   * @param validationLoss what a plateau watches unless the configuration names another metric
   */
  LearningRate(ScheduleConfig config, RunLength length, String validationLoss) {
    this.schedule = config.factors(length.steps(), length.stepsPerEpoch());
    this.plateau = config.plateau().orElse(null);
    this.monitor = config.lrMonitor().orElse(validationLoss);
  }

  /** The factor of the next step, after so many. */
  double factor(long step) {
    return schedule.factor(step) * (plateau == null ? 1 : plateau.factor());
  }

  /**
   * Takes what a validation measured.
   *
   * @throws UserException if it did not measure what the plateau watches
   */
  void validated(Map<String, Double> row) {
    if (plateau == null || row.isEmpty()) {
      return;
    }
    Double value = row.get(monitor);
    if (value == null) {
      throw UserException.usage(
          "lr_schedule=plateau watches lr_monitor=%s, which a validation does not measure. %s"
              .formatted(
                  monitor, Suggestions.didYouMeanOrList(monitor, List.copyOf(row.keySet()))));
    }
    plateau.measured(value);
  }

  @Override
  public void save(ObjectNode state) {
    if (plateau != null) {
      Plateau.State now = plateau.state();
      ObjectNode mine = state.putObject(STATE).put("monitor", monitor);
      mine.put("waited", now.waited()).put("factor", now.factor());
      if (!Double.isNaN(now.best())) {
        mine.put("best", now.best());
      }
    }
  }

  /** The factor stays what it was; what was best of another metric means nothing for this one. */
  @Override
  public void restore(JsonNode state) {
    if (plateau != null) {
      JsonNode mine = state.path(STATE);
      boolean same = mine.path("monitor").asText().equals(monitor);
      plateau.restore(
          new Plateau.State(
              same ? mine.path("best").asDouble(Double.NaN) : Double.NaN,
              same ? mine.path("waited").asInt() : 0,
              mine.path("factor").asDouble(1)));
    }
  }
}
