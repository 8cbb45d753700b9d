package dev.hydrant.config.defaults;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;

/** Resolves an interpolation in a defaults list against the choices known so far. */
@FunctionalInterface
public interface OptionInterpolation {
  /**
   * Returns what a text with {@code ${...}} means.
   *
   * @throws dev.hydrant.config.error.InterpolationException if it cannot be resolved
   */
  Node resolve(String text, MapNode choices);
}
