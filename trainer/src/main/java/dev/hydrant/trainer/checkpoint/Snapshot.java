package dev.hydrant.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be saved: tensors by file, a small JSON state, and the metrics it is judged by.
 *
 * @param step optimizer steps done
 * @param tensors file name without suffix to tensors, such as {@code model} and {@code optimizer}
 * @param state everything that is no tensor; stored as {@code state.json}
 */
public record Snapshot(
    long step,
    Map<String, List<TensorSource>> tensors,
    JsonNode state,
    Map<String, Double> metrics) {
  public Snapshot {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
