package dev.hydrant.config.explain;

import java.util.List;

/**
 * One config of the final defaults list.
 *
 * <pre>{@code
 * static void show(Composition config) {
 *   for (DefaultsEntry entry : config.defaults()) {
 *     System.out.println(entry.configPath() + " from " + entry.parent());
 *   }
 * }
 * }</pre>
 *
 * @param configPath the config
 * @param parent the config whose defaults list named it, or {@code <root>}
 * @param pkg the package it goes into; empty for the root
 * @param isSelf true if it stands at its own {@code _self_}
 * @param primary true for the primary config
 * @param overrideKey how overrides address the item, or null if they cannot
 * @param chain the items that led here, from the primary config to the config's own
 */
public record DefaultsEntry(
    String configPath,
    String parent,
    String pkg,
    boolean isSelf,
    boolean primary,
    String overrideKey,
    List<DefaultsStep> chain) {}
