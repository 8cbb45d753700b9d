package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.Prefetcher;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Gathered;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * What a model's losses are on average over the validation data of a feed.
 *
 * @param values {@code loss}, the parts of the loss, and what the model derives from the means
 * @param items how many tokens, or other items of the feed, it was evaluated on
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
    long n = feed.validationBatches();
    try (Prefetcher<Batch> batches =
        Microbatches.prefetcher(feed.validation(), stepper, 0, dataTimeoutS, "validation")) {
      Tally tally = new Tally();
      for (long i = 0; i < n; i++) {
        if (cancelled.getAsBoolean()) {
          throw new CancellationException();
        }
        Batch batch = batches.next();
        tally.add(batch.items(), stepper.evaluate(batch, i));
      }
      Map<String, Double> means = tally.means();
      Map<String, Double> values = new LinkedHashMap<>(means);
      values.putAll(stepper.derived(means));
      values.putAll(stepper.summarize(tally.gathered(() -> training(feed, stepper))));
      return new Evaluation(values, tally.items());
    }
  }

  /** What a model gathers of the training rows. */
  private static Gathered training(Feed feed, Stepper stepper) {
    try (BatchSource<Batch> rows = feed.trainingRows()) {
      Tally tally = new Tally();
      for (long i = 0; i < rows.batchesPerEpoch(); i++) {
        Batch batch = stepper.stage(rows.read(i));
        tally.add(batch.items(), stepper.evaluate(batch, i));
      }
      return tally.gathered(
          () -> {
            throw new IllegalStateException("these are the training rows");
          });
    }
  }
}
