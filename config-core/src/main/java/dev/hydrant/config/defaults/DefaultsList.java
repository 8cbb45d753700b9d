package dev.hydrant.config.defaults;

import dev.hydrant.config.explain.DefaultsEntry;
import java.util.List;
import java.util.Map;

/**
 * The outcome of building the defaults tree.
 *
 * @param entries the configs to be merged, in order
 * @param tree the tree as indented lines
 * @param choices the option of every group item by override key, null for none
 * @param warnings what a user should know
 * @param repeatable true if building it again from the same files would give the same
 */
public record DefaultsList(
    List<DefaultsEntry> entries,
    List<String> tree,
    Map<String, String> choices,
    List<String> warnings,
    boolean repeatable) {}
