package dev.hydrant.trainer;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model says about one batch.
 *
 * @param total the number that is minimised, shape {@code []}
 * @param parts further numbers to be shown, by name and in order, each of shape {@code []}: terms
 *     of the total, accuracies, usage of a codebook
 * @param updates new values of buffers, such as moving averages; written after a training step,
 *     ignored in validation
 */
public record Losses(Tensor total, Map<String, Tensor> parts, Map<Parameter, Tensor> updates) {
  public Losses {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
  }

  /** One loss without parts. */
  public static Losses of(Tensor total) {
    return new Losses(total, Map.of(), Map.of());
  }

  /** Several losses, minimised together as their sum and shown one by one. */
  public static Losses sum(Map<String, Tensor> terms) {
    Tensor total = terms.values().stream().reduce(Tensor::add).orElseThrow();
    return new Losses(total, terms, Map.of());
  }

  /** The same with new values for buffers. */
  public Losses updating(Map<Parameter, Tensor> newValues) {
    return new Losses(total, parts, newValues);
  }
}
