package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.Batch;
import dev.hydrant.trainer.Feed;
import dev.hydrant.trainer.data.Prefetcher;
import dev.hydrant.trainer.optim.Schedule;
import dev.hydrant.trainer.report.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training loop. Everything in it is a function of the step: the learning rate, the batches,
 * the random numbers; so a run that is resumed at step k goes on as if it had never stopped.
 */
public final class TrainingLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);

  private final LoopConfig config;
  private final OptimizerConfig optimizer;
  private final Feed feed;
  private final Stepper stepper;
  private final Saver saver;
  private final Interrupts interrupts;
  private final List<Callback> callbacks;
  private final long startNanos = System.nanoTime();

  /** All parts are used, and none is closed, by this object. */
  public TrainingLoop(
      LoopConfig config,
      OptimizerConfig optimizer,
      Feed feed,
      Stepper stepper,
      Saver saver,
      Interrupts interrupts,
      List<Callback> callbacks) {
    this.config = config;
    this.optimizer = optimizer;
    this.feed = feed;
    this.stepper = stepper;
    this.saver = saver;
    this.interrupts = interrupts;
    this.callbacks = List.copyOf(callbacks);
  }

  /**
   * Trains until the last step, a request to stop, or the end of the time.
   *
   * @param from steps done before
   */
  public RunEnd run(long from) {
    long steps = config.numIterations();
    Schedule schedule = optimizer.schedule(steps);
    Validation validation = new Validation(feed, stepper);
    if (from == 0 && config.valLossEvery() > 0) {
      report(0, validation.run());
    }
    RunEnd end = from < steps ? null : RunEnd.COMPLETE;
    int accumulate = config.gradAccumSteps();
    try (Prefetcher<Batch> batches = new Prefetcher<>(feed.training(), from * accumulate)) {
      for (long step = from; end == null; ) {
        long began = System.nanoTime();
        List<Batch> micro = next(batches, accumulate);
        double factor = schedule.factor(step);
        StepResult result = stepper.train(micro, step, factor);
        guard(step, result);
        step++;
        Map<String, Double> row = row(result, micro, factor, System.nanoTime() - began);
        if (step == steps || config.valLossEvery() > 0 && step % config.valLossEvery() == 0) {
          row.putAll(validation.run());
        }
        report(step, row);
        end = end(step, steps);
        saver.afterStep(step, row, end != null, callbacks);
      }
    }
    return end;
  }

  private static List<Batch> next(Prefetcher<Batch> batches, int n) {
    List<Batch> micro = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      micro.add(batches.next());
    }
    return micro;
  }

  private void guard(long step, StepResult result) {
    if (result.applied()) {
      return;
    }
    if (config.onNonfinite().equals("stop")) {
      throw new NonFiniteException(step, result);
    }
    LOG.warn(
        "step {} was passed over: loss {}, gradient norm {}",
        step,
        result.loss(),
        result.gradNorm());
  }

  private Map<String, Double> row(StepResult result, List<Batch> micro, double factor, long nanos) {
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("train_loss", result.loss());
    result.parts().forEach((name, value) -> row.put("train_" + name, value));
    row.put("lr", optimizer.lr() * factor);
    row.put("grad_norm", result.gradNorm());
    long items = micro.stream().mapToLong(Batch::items).sum();
    row.put(feed.unit() + "_per_s", (double) Math.round(items * 1e9 / nanos));
    return row;
  }

  private void report(long step, Map<String, Double> row) {
    Metrics metrics = new Metrics(step, row);
    callbacks.forEach(c -> c.onStep(metrics));
  }

  private RunEnd end(long step, long steps) {
    if (step >= steps) {
      return RunEnd.COMPLETE;
    }
    if (interrupts.pending() != null) {
      return RunEnd.INTERRUPTED;
    }
    double minutes = (System.nanoTime() - startNanos) / 60e9;
    return config.maxMinutes() > 0 && minutes >= config.maxMinutes() ? RunEnd.OUT_OF_TIME : null;
  }
}
