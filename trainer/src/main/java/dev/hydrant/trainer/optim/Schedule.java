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
   * @param start where the warm-up begins, in [0, 1]
   * @param cooldownFraction part of the run that cools down, in [0, 1] (linear, wsd)
   * @param minRatio the factor at the end, in [0, 1]
   * @throws IllegalArgumentException naming the known schedules
   */
  static Schedule named(
      String name,
      long steps,
      long warmup,
      double start,
      double cooldownFraction,
      double minRatio) {
    return switch (name) {
      case "linear" -> cooldown(steps, cooldownFraction, minRatio);
      case "cosine" -> warmedUp(warmup, start, cosine(steps, warmup, minRatio));
      case "wsd" -> warmedUp(warmup, start, cooldown(steps, cooldownFraction, minRatio));
      case "constant" -> warmedUp(warmup, start, step -> 1);
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

  /** Half a cosine down to {@code minRatio}, after so many steps. */
  private static Schedule cosine(long steps, long warmup, double minRatio) {
    return step -> {
      double done = Math.min(1, (double) (step - warmup) / Math.max(1, steps - warmup));
      return minRatio + (1 - minRatio) * (1 + Math.cos(Math.PI * done)) / 2;
    };
  }

  /**
   * A linear warm-up, another schedule afterwards: (step + 1) / warmup, so that the first step does
   * something; or from {@code start}, which the first step has, to 1.
   */
  static Schedule warmedUp(long warmup, double start, Schedule after) {
    return step -> {
      if (step >= warmup) {
        return after.factor(step);
      }
      return start == 0
          ? (double) (step + 1) / warmup
          : start + (1 - start) * ((double) step / warmup);
    };
  }
}
