package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.DefaultsList;
import dev.hydrant.config.node.MapNode;
import java.util.List;

/**
 * Everything of a composition that depends only on files and group overrides, and so is shared by
 * all compositions that differ in values alone.
 *
 * @param merged the merged tree, before value overrides
 */
public record Plan(
    DefaultsList defaults, List<Layer> layers, List<TypedPlace> types, MapNode merged) {}
