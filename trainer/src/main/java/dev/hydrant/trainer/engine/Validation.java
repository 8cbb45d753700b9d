package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.Batch;
import dev.hydrant.trainer.Feed;
import dev.hydrant.trainer.data.BatchSource;
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
    judge("val_", out);
    if (stepper.validatesAverage()) {
      stepper.swapAverage();
      try {
        judge("val_ema_", out);
      } finally {
        stepper.swapAverage();
      }
    }
    return out;
  }

  private void judge(String prefix, Map<String, Double> out) {
    Map<String, Double> sums = new LinkedHashMap<>();
    long n = feed.validationBatches();
    try (BatchSource<Batch> source = feed.validation()) {
      for (long i = 0; i < n; i++) {
        stepper
            .evaluate(source.read(i), i)
            .forEach((name, value) -> sums.merge(name, value, Double::sum));
      }
    }
    sums.replaceAll((name, sum) -> sum / n);
    sums.forEach((name, mean) -> out.put(prefix + name, mean));
    stepper.derived(sums).forEach((name, value) -> out.put(prefix + name, value));
  }
}
