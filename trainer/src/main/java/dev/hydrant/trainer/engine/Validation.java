package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.Feed;
import java.util.LinkedHashMap;
import java.util.Map;

/** Judges a model: the means of its losses over the first batches of the validation data. */
final class Validation {
  private final Feed feed;
  private final Stepper stepper;

  Validation(Feed feed, Stepper stepper) {
    this.feed = feed;
    this.stepper = stepper;
  }

  /**
   * Returns {@code val_loss}, {@code val_<part>} and what the model derives from them; the same of
   * the averaged weights as {@code val_ema_…} where they are kept and judged; empty if there is
   * nothing to judge by.
   */
  Map<String, Double> run() {
    Map<String, Double> out = new LinkedHashMap<>();
    if (feed.validationBatches() == 0) {
      return out;
    }
    add("val_", out);
    if (stepper.validatesAverage()) {
      stepper.swapAverage();
      try {
        add("val_ema_", out);
      } finally {
        stepper.swapAverage();
      }
    }
    return out;
  }

  private void add(String prefix, Map<String, Double> out) {
    Evaluation.of(feed, stepper).values().forEach((name, v) -> out.put(prefix + name, v));
  }
}
