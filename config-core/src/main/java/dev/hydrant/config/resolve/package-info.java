/**
 * Evaluates the interpolations of a tree: references, resolvers, cycles, secrets and budgets.
 *
 * <p>A tree is never changed. {@link dev.hydrant.config.resolve.Resolution} looks at one tree
 * through places (a node and the way to it), so that a relative reference is always taken from
 * where it stands, and evaluates each place at most once.
 */
package dev.hydrant.config.resolve;
