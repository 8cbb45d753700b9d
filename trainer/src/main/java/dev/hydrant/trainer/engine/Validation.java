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

  /** Returns {@code val_loss} and {@code val_<part>}; empty if there is nothing to judge by. */
  Map<String, Double> run() {
    Map<String, Double> sums = new LinkedHashMap<>();
    long n = feed.validationBatches();
    if (n == 0) {
      return sums;
    }
    try (BatchSource<Batch> source = feed.validation()) {
      for (long i = 0; i < n; i++) {
        stepper
            .evaluate(source.read(i))
            .forEach((name, value) -> sums.merge("val_" + name, value, Double::sum));
      }
    }
    sums.replaceAll((name, sum) -> sum / n);
    return sums;
  }
}
