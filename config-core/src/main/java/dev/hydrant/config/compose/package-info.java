/**
 * From overrides to a finished tree: classifies overrides, plans which configs are merged, merges
 * them, applies the value overrides and fills in the {@code hydra} node.
 */
package dev.hydrant.config.compose;
