package dev.hydrant.trainer.model;

import java.util.List;

/**
 * The size at which models are compared.
 *
 * @param overrides of the shipped config
 * @param stepsVary whether steps differ by chance in what they compute, so that many are averaged
 */
public record BenchSize(List<String> overrides, boolean stepsVary) {
  public BenchSize {
    overrides = List.copyOf(overrides);
  }
}
