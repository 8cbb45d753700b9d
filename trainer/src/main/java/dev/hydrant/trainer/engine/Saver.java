package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the checkpoints of a run when they are due. */
public final class Saver {
  private final CheckpointConfig config;
  private final CheckpointStore store;
  private final Stepper stepper;
  private final LoopConfig loop;

  /**
   * @param loop stored with each checkpoint, to be compared when a run goes on
   */
  public Saver(CheckpointConfig config, CheckpointStore store, Stepper stepper, LoopConfig loop) {
    this.config = config;
    this.store = store;
    this.stepper = stepper;
    this.loop = loop;
  }

  boolean isDue(long step) {
    return config.saveEvery() > 0 && step % config.saveEvery() == 0;
  }

  void save(long step, Map<String, Double> metrics, List<Callback> callbacks) {
    if (!config.saveCheckpoint()) {
      return;
    }
    Map<String, Double> finite = new TreeMap<>(metrics);
    finite.values().removeIf(v -> !Double.isFinite(v));
    // Speed differs from run to run, and the same run must leave the same bytes.
    finite.keySet().removeIf(name -> name.endsWith("_per_s"));
    Checkpoint saved = store.save(new Snapshot(step, stepper.tensors(), state(step), finite));
    callbacks.forEach(c -> c.onCheckpoint(saved));
  }

  private ObjectNode state(long step) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("step", step)
        .put("seed", loop.seed())
        .put("grad_accum_steps", loop.gradAccumSteps())
        .put("num_iterations", loop.numIterations());
  }
}
