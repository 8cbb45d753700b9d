package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.data.Prefetcher;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * What a model's losses are on average over the validation data of a feed.
 *
 * @param values {@code loss}, the parts of the loss, and what the model derives from the means
 * @param items how many tokens, or other items of the feed, it was judged by
 */
public record Evaluation(Map<String, Double> values, long items) {

  /** Judges a model; a batch counts by the number of its items. */
  public static Evaluation of(Feed feed, Stepper stepper) {
    return of(feed, stepper, Prefetcher.PATIENCE.toSeconds(), () -> false);
  }

  /**
   * As above.
   *
   * @param dataTimeoutS seconds that the data may take for one batch
   * @param cancelled asked before each batch
   * @throws CancellationException if it was
   */
  static Evaluation of(Feed feed, Stepper stepper, double dataTimeoutS, BooleanSupplier cancelled) {
    Map<String, Double> means = new LinkedHashMap<>();
    long n = feed.validationBatches();
    long items = 0;
    double total = 0;
    try (Prefetcher<Batch> batches =
        Microbatches.prefetcher(feed.validation(), stepper, 0, dataTimeoutS, "validation")) {
      double unit = 0;
      for (long i = 0; i < n; i++) {
        if (cancelled.getAsBoolean()) {
          throw new CancellationException();
        }
        Batch batch = batches.next();
        items += batch.items();
        unit = i == 0 ? batch.items() : unit;
        // Batches of equal size count 1 each, so that nothing is rounded.
        double weight = batch.items() / unit;
        total += weight;
        stepper
            .evaluate(batch, i)
            .forEach((name, value) -> means.merge(name, weight * value, Double::sum));
      }
    }
    double weights = total;
    means.replaceAll((name, sum) -> sum / weights);
    Map<String, Double> values = new LinkedHashMap<>(means);
    values.putAll(stepper.derived(means));
    return new Evaluation(values, items);
  }
}
