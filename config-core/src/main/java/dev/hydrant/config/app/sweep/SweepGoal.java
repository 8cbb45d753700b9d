package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.program.AppFacts;
import java.util.Optional;

/**
 * What the jobs of a sweep are compared by.
 *
 * @param metric its name; empty for the first that a job returns
 * @param maximize whether large values of it are good
 */
record SweepGoal(Optional<String> metric, boolean maximize) {
  /** The goal that {@code hydra.sweeper} states; what it leaves open the program knows. */
  static SweepGoal of(Composition config, AppFacts facts) {
    Optional<String> metric = config.hydraValue("sweeper.metric").map(String::valueOf);
    boolean maximize =
        config
            .hydraValue("sweeper.direction")
            .map(stated -> String.valueOf(stated).equalsIgnoreCase("maximize"))
            .orElseGet(() -> facts.isMaximized(config, metric));
    return new SweepGoal(metric, maximize);
  }
}
