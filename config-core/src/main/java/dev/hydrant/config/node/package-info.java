/**
 * The configuration tree: immutable, ordered, and every node knows where it was written.
 *
 * <p>This package knows nothing of files, grammars or defaults lists; everything else is built on
 * it.
 */
package dev.hydrant.config.node;
