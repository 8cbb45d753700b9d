/**
 * Merging of trees by Hydra's rules, and the mutable trees that make many merges and single changes
 * cheap: a map is copied once, when it is first changed.
 */
package dev.hydrant.config.merge;
