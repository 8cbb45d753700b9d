package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.step.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation of one batch measured.
 *
 * @param values {@code loss} and the model's numbers; quotients in halves, see {@link
 *     dev.hydrant.trainer.step.Ratios}
 * @param gathered tensors for the summary of the whole validation; several where the batch was
 *     taken in parts
 */
public record Measured(Map<String, Double> values, Map<String, List<HostTensor>> gathered) {
  public Measured {
    values = new LinkedHashMap<>(values);
    gathered = new LinkedHashMap<>(gathered);
  }

  /** Numbers alone. */
  public static Measured of(Map<String, Double> values) {
    return new Measured(values, Map.of());
  }
}
