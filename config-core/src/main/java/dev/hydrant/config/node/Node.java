package dev.hydrant.config.node;

/** One value of a configuration tree. Immutable; equality ignores origins. */
public sealed interface Node permits MapNode, ListNode, ScalarNode, MissingNode, InterpolationNode {
  /** Where this value was written. */
  Origin origin();
}
