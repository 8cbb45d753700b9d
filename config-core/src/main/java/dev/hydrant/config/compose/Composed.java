package dev.hydrant.config.compose;

import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.resolve.ResolutionContext;
import java.util.List;

/**
 * A finished composition as data.
 *
 * @param configName the primary config, null for none
 * @param plan which configs were merged
 * @param overrides all overrides, as parsed
 * @param values those of them that change values, in the order in which they were applied
 * @param tree the whole tree with its {@code hydra} node, interpolations not resolved
 * @param warnings what a user should know
 * @param context what interpolations of the tree may know
 */
public record Composed(
    String configName,
    Plan plan,
    List<ParsedOverride> overrides,
    List<ParsedOverride> values,
    MapNode tree,
    List<String> warnings,
    ResolutionContext context) {}
