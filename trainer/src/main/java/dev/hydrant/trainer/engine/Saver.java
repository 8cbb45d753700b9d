package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.CheckpointWriter;
import dev.hydrant.trainer.checkpoint.PackedCheckpoint;
import dev.hydrant.trainer.checkpoint.Snapshot;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.stepper.SavedLength;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.settings.CheckpointConfig;
import dev.hydrant.trainer.settings.LoopConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Writes the checkpoints of a run when they are due: while training goes on, or, the last one,
 * before {@link #afterStep} returns.
 */
public final class Saver implements AutoCloseable {
  private final CheckpointConfig config;
  private final CheckpointStore store;
  private final CheckpointWriter writer;
  private final Stepper stepper;
  private final LoopConfig loop;
  private final RunLength length;
  private final LongSupplier nanos;
  private long lastSave;
  private Supplier<ObjectNode> remembered = JsonNodeFactory.instance::objectNode;
  private Map<String, byte[]> facts = Map.of();

  /**
   * @param loop stored with each checkpoint, to be compared when a run goes on
   */
  public Saver(
      CheckpointConfig config,
      CheckpointStore store,
      Stepper stepper,
      LoopConfig loop,
      RunLength length) {
    this(config, store, stepper, loop, length, System::nanoTime);
  }

  Saver(
      CheckpointConfig config,
      CheckpointStore store,
      Stepper stepper,
      LoopConfig loop,
      RunLength length,
      LongSupplier nanos) {
    this.config = config;
    this.store = store;
    this.writer = new CheckpointWriter(store);
    this.stepper = stepper;
    this.loop = loop;
    this.length = length;
    this.nanos = nanos;
    this.lastSave = nanos.getAsLong();
  }

  /**
   * Saves if it is time to, and reports what has been saved.
   *
   * @param measured at the last step, without a validation that is only shown
   * @param isLast whether the run ends here
   * @return whether this step has been or is being saved
   * @throws dev.hydrant.trainer.checkpoint.CheckpointException if this checkpoint or, at the latest
   *     now, the one before could not be saved
   */
  boolean afterStep(Metrics measured, boolean isLast, List<Callback> callbacks) {
    long step = measured.step();
    writer.finished().ifPresent(c -> callbacks.forEach(x -> x.onCheckpoint(c)));
    if (!config.saveCheckpoint()) {
      return false;
    }
    boolean best = isBest(measured, callbacks);
    if (!isLast && !best && !isDue(step)) {
      return false;
    }
    await(callbacks);
    Snapshot snapshot = snapshot(step, kept(measured.values()));
    lastSave = nanos.getAsLong();
    if (config.saveAsync() && !isLast) {
      writer.begin(snapshot);
    } else {
      var saved = writer.save(snapshot);
      callbacks.forEach(c -> c.onCheckpoint(saved));
    }
    return true;
  }

  /** Tells whose memory goes into checkpoints, beside the tensors. */
  void remembering(Supplier<ObjectNode> state) {
    remembered = state;
  }

  /** Writes the facts of the data to each checkpoint; nothing where there are none. */
  public Saver with(Facts ofData) {
    facts = ofData.isEmpty() ? Map.of() : Map.of(Facts.FILE, ofData.bytes());
    return this;
  }

  /** The state as it would be saved now; tensors are read when they are written. */
  Snapshot snapshot(long step, Map<String, Double> metrics) {
    ObjectNode state = state(step);
    state.setAll(remembered.get());
    return new Snapshot(step, stepper.tensors(), state, metrics, files(step));
  }

  /** The files of a checkpoint that is saved now, by name; nothing is written to disk. */
  Map<String, byte[]> packed(long step, Map<String, Double> metrics) {
    return PackedCheckpoint.pack(snapshot(step, kept(metrics)));
  }

  private Map<String, byte[]> files(long step) {
    Map<String, byte[]> all = new TreeMap<>(facts);
    all.putAll(stepper.files(step));
    return all;
  }

  /** Whether checkpoints are written every so many steps. */
  boolean isScheduled() {
    return config.saveCheckpoint()
        && (config.saveEvery() > 0 || length.countsEpochs() && config.saveEveryEpochs() > 0);
  }

  /** The newest checkpoint of this run that verifies, one that is being written included. */
  Optional<Checkpoint> newest(List<Callback> callbacks) {
    await(callbacks);
    return store.newest();
  }

  /** The best checkpoint of this run by the monitored metric, as far as it was measured. */
  Optional<Checkpoint> best(List<Callback> callbacks) {
    await(callbacks);
    return store.best();
  }

  /**
   * Waits until nothing is being written any more, and reports what has been saved.
   *
   * @throws dev.hydrant.trainer.checkpoint.CheckpointException if it could not be saved
   */
  void await(List<Callback> callbacks) {
    writer.await().ifPresent(c -> callbacks.forEach(x -> x.onCheckpoint(c)));
  }

  /** Whether it would be one of the best, so that it is written at once. */
  private boolean isBest(Metrics measured, List<Callback> callbacks) {
    if (config.checkpoints().isEmpty() || !measured.isValidated()) {
      return false;
    }
    await(callbacks);
    return store.admits(kept(measured.values()));
  }

  private boolean isDue(long step) {
    return config.saveEvery() > 0 && step % config.saveEvery() == 0
        || length.after(step).isEpochEnd(config.saveEveryEpochs())
        || config.saveEveryMinutes() > 0
            && nanos.getAsLong() - lastSave >= config.saveEveryMinutes() * 60e9;
  }

  private static Map<String, Double> kept(Map<String, Double> metrics) {
    Map<String, Double> kept = new TreeMap<>(metrics);
    kept.values().removeIf(v -> !Double.isFinite(v));
    // Speed differs from run to run, and the same run must leave the same bytes.
    kept.keySet().removeIf(Metrics::isOfMachine);
    return kept;
  }

  private ObjectNode state(long step) {
    ObjectNode state =
        JsonNodeFactory.instance
            .objectNode()
            .put("step", step)
            .put("seed", loop.seed())
            .put("grad_accum_steps", loop.gradAccumSteps());
    SavedLength.save(length, state);
    return state;
  }

  /** Waits for what is being written; a failure that nobody was told of goes to the log. */
  @Override
  public void close() {
    writer.close();
  }
}
