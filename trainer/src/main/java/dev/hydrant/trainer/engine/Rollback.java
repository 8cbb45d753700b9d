package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Stateful;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a run back to its last good state: the newest checkpoint, or a copy in memory where
 * checkpoints do not come on schedule. The data goes on, so what was read since is passed over;
 * going back too often ends the run.
 */
final class Rollback implements Stateful {
  private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);
  private static final String STATE = "rollbacks";

  private final boolean enabled;
  private final int most;
  private final Saver saver;
  private final Stepper stepper;
  private CheckpointStore memory;
  private int count;

  /**
   * @param enabled whether there will be rollbacks; if not, nothing is kept
   * @param most how many
   */
  Rollback(boolean enabled, int most, Saver saver, Stepper stepper) {
    this.enabled = enabled;
    this.most = most;
    this.saver = saver;
    this.stepper = stepper;
  }

  /** Keeps the state a run begins with, unless it is this run's newest checkpoint. */
  void begin(long step, List<Callback> callbacks) {
    if (enabled && saver.newest(callbacks).filter(c -> c.step() == step).isEmpty()) {
      keep(step);
    }
  }

  /** Keeps the state after a step that was saved or validated. */
  void after(long step, boolean saved, boolean validated) {
    if (saved) {
      memory = null;
    } else if (enabled && validated && !saver.isScheduled()) {
      keep(step);
    }
  }

  private void keep(long step) {
    memory = null;
    CheckpointStore kept = CheckpointStore.inMemory();
    kept.save(saver.snapshot(step, Map.of()));
    memory = kept;
  }

  /**
   * Restores the last good state. Returns its checkpoint.
   *
   * @param step that went wrong
   * @throws FaultyStepException if this has happened too often
   */
  Checkpoint back(long step, Fault fault, List<Callback> callbacks) {
    if (count >= most) {
      throw new FaultyStepException(
          "step %d: %s, and max_rollbacks=%d is used up.\n%s"
              .formatted(step, fault.fact(), most, fault.advice()));
    }
    Checkpoint good = lastGood(callbacks);
    stepper.restore(good);
    count++;
    LOG.warn(
        "step {}: {}. Back to step {}; the data since then is skipped (rollback {} of at most {})",
        step,
        fault.fact(),
        good.step(),
        count,
        most);
    return good;
  }

  private Checkpoint lastGood(List<Callback> callbacks) {
    Optional<Checkpoint> kept = memory == null ? Optional.empty() : memory.newest();
    return kept.or(() -> saver.newest(callbacks))
        .orElseThrow(
            () ->
                new FaultyStepException(
                    "there is no state to roll back to: the checkpoints of this run are gone"));
  }

  @Override
  public void save(ObjectNode state) {
    state.put(STATE, count);
  }

  @Override
  public void restore(JsonNode state) {
    count = state.path(STATE).asInt();
  }
}
