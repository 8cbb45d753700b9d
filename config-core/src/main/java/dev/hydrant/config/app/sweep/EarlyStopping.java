package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.search.SuccessiveHalving;

/**
 * {@code hydra.sweeper.asha}: the rule by which jobs are stopped early.
 *
 * @param sign 1 if small values are good, −1 if large ones are
 */
record EarlyStopping(SuccessiveHalving rule, int sign) {

  /** The rule of a composition, or null without one. */
  static EarlyStopping of(Composition config, AppFacts facts) {
    if (config.hydraValue("sweeper.asha").orElse(null) == null) {
      return null;
    }
    try {
      return new EarlyStopping(
          new SuccessiveHalving(
              number(config, "min_steps", 1), (int) number(config, "reduction", 3)),
          Goals.of(config, facts).maximize() ? -1 : 1);
    } catch (IllegalArgumentException e) {
      throw new LaunchException("hydra.sweeper.asha " + e.getMessage(), e);
    }
  }

  private static long number(Composition config, String key, long otherwise) {
    Object value = config.hydraValue("sweeper.asha." + key).orElse(otherwise);
    if (value instanceof Number n) {
      return n.longValue();
    }
    throw new LaunchException(
        "hydra.sweeper.asha." + key + " must be a whole number, not " + value);
  }
}
