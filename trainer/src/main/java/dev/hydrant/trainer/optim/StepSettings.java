package dev.hydrant.trainer.optim;

import java.util.Map;

/**
 * What changes from step to step.
 *
 * @param step number of the step, from 1: the count of Adam's bias correction
 * @param seed of the random streams
 * @param clip largest norm of the gradient, 0 for no limit
 * @param rules the rule of each optimizer group, by the group's name
 */
public record StepSettings(long step, long seed, double clip, Map<String, Rule> rules) {
  public StepSettings {
    rules = Map.copyOf(rules);
    if (step < 1) {
      throw new IllegalArgumentException("Steps count from 1, got " + step);
    }
  }
}
