package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.LoadedConfig;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.node.MapNode;

/**
 * One config of a composition, put into its package and ready to be merged.
 *
 * @param tree the config's content below its package
 */
public record Layer(DefaultsEntry entry, LoadedConfig config, MapNode tree) {}
