package dev.hydrant.trainer.engine.stepper;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one training step measured.
 *
 * @param loss mean total loss of the micro-batches
 * @param parts means of the further numbers the model shows
 * @param gradNorm global norm of the averaged gradients before clipping
 * @param applied whether the parameters were changed; false if something was not finite or the loss
 *     above its limit
 */
public record StepResult(double loss, Map<String, Double> parts, double gradNorm, boolean applied) {
  public StepResult {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }
}
