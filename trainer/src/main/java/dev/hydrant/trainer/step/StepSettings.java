package dev.hydrant.trainer.step;

import dev.hydrant.trainer.optim.Rule;
import java.util.List;
import java.util.Map;

/**
 * What changes from step to step.
 *
 * @param step number of the step, from 1: the count of Adam's bias correction
 * @param seed of the random streams
 * @param clip largest norm of the gradient, 0 for no limit
 * @param rules the rule of each optimizer group, by the group's name
 * @param lossLimit with a mean loss above it nothing is updated; infinite for no limit
 */
public record StepSettings(
    long step, long seed, double clip, Map<String, Rule> rules, double lossLimit) {
  public StepSettings {
    rules = Map.copyOf(rules);
    if (step < 1) {
      throw new IllegalArgumentException("Steps count from 1, got " + step);
    }
  }

  /** Settings without a limit of the loss. */
  public StepSettings(long step, long seed, double clip, Map<String, Rule> rules) {
    this(step, seed, clip, rules, Double.POSITIVE_INFINITY);
  }

  boolean isLimited() {
    return lossLimit < Double.POSITIVE_INFINITY;
  }

  /** Whether micro-batches with these numbers lead to an update. */
  boolean admits(List<GradientStep.Row> rows) {
    return !isLimited() || Reports.mean(rows, 0) <= lossLimit;
  }
}
