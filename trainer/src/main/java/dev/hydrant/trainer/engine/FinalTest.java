package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.settings.LoopConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges a run by its test data when training has ended: its best checkpoint, or the weights it
 * ended with where no checkpoint is known to be better.
 */
final class FinalTest {
  private static final Logger LOG = LoggerFactory.getLogger(FinalTest.class);

  private final LoopConfig config;
  private final RunLength length;
  private final Headlines headlines;
  private final Feed feed;
  private final Stepper stepper;
  private final Saver saver;
  private final Interrupts interrupts;

  FinalTest(
      LoopConfig config,
      RunLength length,
      Headlines headlines,
      Feed feed,
      Stepper stepper,
      Saver saver,
      Interrupts interrupts) {
    this.config = config;
    this.length = length;
    this.headlines = headlines;
    this.feed = feed;
    this.stepper = stepper;
    this.saver = saver;
    this.interrupts = interrupts;
  }

  /**
   * Judges a run that has come to its end, and tells the callbacks; does nothing without test data
   * or for a run that was interrupted. The stepper is afterwards as it was before.
   *
   * @param step steps done
   * @return how the run ended: interrupted, if that is what happened to the test, so that it is
   *     made when the run goes on
   */
  RunEnd after(RunEnd end, long step, List<Callback> callbacks) {
    Optional<Feed> data = feed.forTest();
    if (end == RunEnd.INTERRUPTED || data.isEmpty()) {
      return end;
    }
    try {
      Metrics found = judge(data.get(), step, callbacks);
      callbacks.forEach(c -> c.onTest(found));
      return end;
    } catch (CancellationException e) {
      LOG.info("the final test is left until the run goes on");
      return RunEnd.INTERRUPTED;
    }
  }

  private Metrics judge(Feed data, long step, List<Callback> callbacks) {
    // Without a checkpoint of the end there would be no way back from another one.
    Optional<Checkpoint> last = saver.newest(callbacks).filter(c -> c.step() == step);
    Optional<Checkpoint> best =
        last.flatMap(c -> saver.best(callbacks)).filter(c -> c.step() < step);
    Map<String, Double> row = new LinkedHashMap<>();
    row.put(Metrics.TEST_STEP, (double) best.map(Checkpoint::step).orElse(step));
    best.ifPresent(stepper::restore);
    try {
      row.putAll(
          new Validation(config, length, headlines, data, stepper)
              .run("test", () -> interrupts.pending() != null));
    } finally {
      best.ifPresent(c -> stepper.restore(last.get()));
    }
    log(best, row);
    return new Metrics(step, row);
  }

  private static void log(Optional<Checkpoint> best, Map<String, Double> row) {
    StringBuilder values = new StringBuilder();
    row.forEach(
        (name, v) -> {
          if (!name.equals(Metrics.TEST_STEP)) {
            values.append(String.format(Locale.ROOT, "  %s %.4f", name, v));
          }
        });
    LOG.info(
        "final test of {}:{}",
        best.map(c -> c.directory().getFileName().toString()).orElse("the last step"),
        values);
  }
}
