package dev.hydrant.config.merge;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;

/**
 * Looks through an interpolation while trees are merged, for the one rule of merging that depends
 * on what an interpolation stands for. It never fails.
 */
@FunctionalInterface
public interface Dereferencer {
  /** Looks through no interpolation: each one counts as a scalar. */
  Dereferencer NONE = (root, path) -> null;

  /**
   * Returns the map or list that the interpolation at a place of a tree stands for, not resolved
   * any further; null when it stands for a scalar or cannot be resolved.
   */
  Node container(Node root, NodePath path);
}
