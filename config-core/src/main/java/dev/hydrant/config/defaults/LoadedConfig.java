package dev.hydrant.config.defaults;

import dev.hydrant.config.node.Node;
import java.util.List;

/**
 * A config that was found and parsed.
 *
 * @param path the path it was asked for by
 * @param provider the search path entry that had it
 * @param file the file in messages
 * @param pkg the package of its header, or null
 * @param defaults its defaults list
 * @param body its content without the defaults list
 */
public record LoadedConfig(
    String path,
    String provider,
    String file,
    String pkg,
    List<DefaultsItem> defaults,
    Node body) {}
