package dev.hydrant.config.bind;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;

/** Evaluates interpolations of the tree that is being bound. */
@FunctionalInterface
public interface Interpolations {
  /** For trees without any. */
  Interpolations NONE =
      path -> {
        throw new InterpolationException("there is nothing to resolve the interpolation with");
      };

  /**
   * Returns what the interpolation at a place stands for, without interpolations in it.
   *
   * @throws InterpolationException if it cannot be resolved
   */
  Node resolve(NodePath path);
}
