package dev.hydrant.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be saved: tensors by file, a small JSON state, further files, and the metrics it is
 * judged by.
 *
 * @param step optimizer steps done
 * @param tensors file name without suffix to tensors, such as {@code model} and {@code optimizer}
 * @param state everything that is no tensor; stored as {@code state.json}
 * @param files further files by name, such as {@code facts.json}
 */
public record Snapshot(
    long step,
    Map<String, List<TensorSource>> tensors,
    JsonNode state,
    Map<String, Double> metrics,
    Map<String, byte[]> files) {
  public Snapshot {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    for (String name : files.keySet()) {
      boolean taken =
          name.equals(CheckpointStore.STATE)
              || name.equals(Manifest.NAME)
              || name.endsWith(CheckpointStore.SUFFIX);
      if (taken || !name.matches("[\\w-][\\w.-]*")) {
        throw new IllegalArgumentException(
            "A file of a checkpoint cannot be called '" + name + "'" + (taken ? ": taken" : ""));
      }
    }
  }

  /** Without further files. */
  public Snapshot(
      long step,
      Map<String, List<TensorSource>> tensors,
      JsonNode state,
      Map<String, Double> metrics) {
    this(step, tensors, state, metrics, Map.of());
  }
}
