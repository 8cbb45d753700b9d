package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.launch.SweepGoal;
import java.util.List;
import java.util.Optional;

/** The goal that {@code hydra.sweeper} states; what it leaves open the program knows. */
final class Goals {
  private Goals() {}

  static SweepGoal of(Composition config, AppFacts facts) {
    Optional<String> metric = config.hydraValue("sweeper.metric").map(String::valueOf);
    List<AppFacts.JobMetric> known = facts.metrics(config);
    boolean maximize =
        config
            .hydraValue("sweeper.direction")
            .map(stated -> String.valueOf(stated).equalsIgnoreCase("maximize"))
            .orElseGet(
                () ->
                    known.stream()
                        .filter(m -> metric.isEmpty() || metric.get().equals(m.name()))
                        .findFirst()
                        .map(AppFacts.JobMetric::maximized)
                        .orElse(false));
    return new SweepGoal(
        metric,
        maximize,
        known.stream().map(m -> new SweepGoal.Shown(m.name(), m.unit(), m.maximized())).toList());
  }
}
