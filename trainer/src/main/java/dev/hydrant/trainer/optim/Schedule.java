package dev.hydrant.trainer.optim;

import dev.hydrant.config.suggest.Suggestions;
import java.util.List;

/**
 * The factor on every learning rate, as a pure function of the optimizer step: nothing is counted,
 * so a resumed run needs no state to go on.
 */
@FunctionalInterface
public interface Schedule {
  /** Names that {@link #named} knows. */
  List<String> NAMES = List.of("linear", "cosine", "wsd", "constant");

  /** Returns the factor for a step, counted from 0; always in [0, 1]. */
  double factor(long step);

  /**
   * Returns a schedule by its name in a config.
   *
   * @param name one of {@link #NAMES}
   * @param steps length of the run in optimizer steps
   * @param warmup steps of linear warm-up (cosine, wsd, constant)
   * @param cooldownFraction part of the run that cools down, in [0, 1] (linear, wsd)
   * @param minRatio the factor at the end, in [0, 1]
   * @throws IllegalArgumentException naming the known schedules
   */
  static Schedule named(
      String name, long steps, long warmup, double cooldownFraction, double minRatio) {
    return switch (name) {
      case "linear" -> cooldown(steps, cooldownFraction, minRatio);
      case "cosine" -> cosine(steps, warmup, minRatio);
      case "wsd" -> warmedUp(warmup, cooldown(steps, cooldownFraction, minRatio));
      case "constant" -> warmedUp(warmup, step -> 1);
      default ->
          throw new IllegalArgumentException(
              "unknown lr_schedule '" + name + "'. " + Suggestions.didYouMeanOrList(name, NAMES));
    };
  }

  /** 1, then linearly down to {@code minRatio} over the last {@code fraction} of the run. */
  static Schedule cooldown(long steps, double fraction, double minRatio) {
    return step -> {
      double left = Math.max(0, 1 - (double) step / steps);
      double w = fraction == 0 ? 1 : Math.min(left / fraction, 1);
      return w + minRatio * (1 - w);
    };
  }

  /** Linear warm-up, then half a cosine down to {@code minRatio}. */
  static Schedule cosine(long steps, long warmup, double minRatio) {
    return warmedUp(
        warmup,
        step -> {
          double done = Math.min(1, (double) (step - warmup) / Math.max(1, steps - warmup));
          return minRatio + (1 - minRatio) * (1 + Math.cos(Math.PI * done)) / 2;
        });
  }

  /** (step + 1) / warmup during warm-up, another schedule afterwards. */
  static Schedule warmedUp(long warmup, Schedule after) {
    return step -> step < warmup ? (double) (step + 1) / warmup : after.factor(step);
  }
}
