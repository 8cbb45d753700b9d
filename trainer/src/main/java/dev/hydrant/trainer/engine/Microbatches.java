package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.Prefetcher;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.settings.LoopConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Hands out the micro-batches of one step after the other, and knows which comes next. */
final class Microbatches implements Stateful, AutoCloseable {
  private final LoopConfig config;
  private final RunLength length;
  private final Feed feed;
  private final Stepper stepper;
  private Prefetcher<Batch> batches;
  private long next;
  private int last;

  /**
   * @param length of the run; in one that counts epochs a step takes batches of one epoch only
   * @param stepper takes the steps, and knows where it wants batches to lie
   */
  Microbatches(LoopConfig config, RunLength length, Feed feed, Stepper stepper) {
    this.config = config;
    this.length = length;
    this.feed = feed;
    this.stepper = stepper;
  }

  /** Returns the micro-batches of the next step. */
  List<Batch> next() {
    if (batches == null) {
      batches = prefetcher(feed.training(), stepper, next, config.dataTimeoutS(), "training");
    }
    int n = size();
    List<Batch> micro = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      micro.add(batches.next());
    }
    next += n;
    last = n;
    return micro;
  }

  /** Micro-batches of the next step. */
  private int size() {
    int most = config.gradAccumSteps();
    return length.countsEpochs()
        ? (int) Math.min(most, length.batchesPerEpoch() - next % length.batchesPerEpoch())
        : most;
  }

  /** Takes the micro-batches of the last step back: they come next again. */
  void putBack() {
    next -= last;
    batches.seek(next);
  }

  /** Reads ahead; what the batches are is said where they do not come. */
  static Prefetcher<Batch> prefetcher(
      BatchSource<Batch> source, Stepper stepper, long first, double timeoutS, String what) {
    return new Prefetcher<>(
        source.map(stepper::stage), first, 2, Duration.ofNanos(Math.round(timeoutS * 1e9)), what);
  }

  @Override
  public void save(ObjectNode state) {
    state.put("next_batch", next);
  }

  /** Checkpoints without a position are of runs that read one window after the other. */
  @Override
  public void restore(JsonNode state) {
    long windows =
        state.path("step").asLong()
            * state.path("grad_accum_steps").asLong(config.gradAccumSteps());
    next = state.path("next_batch").asLong(windows);
    if (batches != null) {
      batches.seek(next);
    }
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
    }
  }
}
