package dev.hydrant.config.node;

/**
 * A parsed string that contains {@code ${...}}; the grammar package implements it.
 *
 * <p>The tree carries it as a value: nothing here can evaluate it.
 *
 * <pre>{@code
 * static String written(InterpolationNode node) {
 *   return node.interpolation().text(); // ${db.port}
 * }
 * }</pre>
 */
public interface Interpolation {
  /** The text as written, escapes included. */
  String text();
}
