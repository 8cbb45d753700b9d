package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.settings.LoopConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Judges a model: the means of its losses over the first batches of the validation data. */
final class Validation {
  private final LoopConfig config;
  private final RunLength length;
  private final Headlines headlines;
  private final Feed feed;
  private final Stepper stepper;

  Validation(LoopConfig config, RunLength length, Headlines headlines, Feed feed, Stepper stepper) {
    this.config = config;
    this.length = length;
    this.headlines = headlines;
    this.feed = feed;
    this.stepper = stepper;
  }

  /** Whether it is time for one after a step. */
  boolean isDue(long step) {
    long every = config.validationSteps();
    return step == length.steps()
        || every > 0 && step % every == 0
        || length.after(step).isEpochEnd(config.valEveryEpochs());
  }

  /** Whether one is only to be shown after a step. */
  boolean isShownOnly(long step) {
    return config.measureEvery() > 0 && step % config.measureEvery() == 0 && !isDue(step);
  }

  /**
   * Returns {@code val_loss}, {@code val_<part>} and what the model derives from them; the same of
   * the averaged weights as {@code val_ema_…} where they are kept and judged; empty if there is
   * nothing to judge by.
   */
  Map<String, Double> run() {
    return run("val", () -> false);
  }

  /**
   * As above, with another word in front of the names.
   *
   * @throws java.util.concurrent.CancellationException if it was cancelled on the way
   */
  Map<String, Double> run(String name, BooleanSupplier cancelled) {
    Map<String, Double> out = new LinkedHashMap<>();
    if (feed.validationBatches() == 0) {
      return out;
    }
    add(name + headlines.separator(), cancelled, out);
    if (stepper.validatesAverage()) {
      stepper.swapAverage();
      try {
        add(name + headlines.separator() + "ema_", cancelled, out);
      } finally {
        stepper.swapAverage();
      }
    }
    return out;
  }

  private void add(String prefix, BooleanSupplier cancelled, Map<String, Double> out) {
    Evaluation.of(feed, stepper, config.dataTimeoutS(), cancelled)
        .values()
        .forEach((name, v) -> out.put(prefix + name, v));
  }
}
