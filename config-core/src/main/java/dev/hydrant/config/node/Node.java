package dev.hydrant.config.node;

/**
 * One value of a configuration tree. Immutable; equality ignores origins.
 *
 * <pre>{@code
 * static void show(Composition config) {
 *   Node port = config.at("db.port").node();
 *   System.out.println(port + " was written at " + port.origin());
 * }
 * }</pre>
 */
public sealed interface Node permits MapNode, ListNode, ScalarNode, MissingNode, InterpolationNode {
  /** Where this value was written. */
  Origin origin();
}
