package dev.hydrant.config.search;

import java.util.List;

/**
 * One tried point of the space.
 *
 * @param point a coordinate in [0, 1) per dimension
 * @param loss what is minimised; NaN while the trial runs, and for good when it failed
 */
public record Observation(List<Double> point, double loss) {
  public Observation {
    point = List.copyOf(point);
  }

  /** Whether the trial has ended with a usable loss. */
  public boolean complete() {
    return !Double.isNaN(loss);
  }
}
