package dev.hydrant.config.compose;

import java.util.Map;

/**
 * What the program says about itself and its surroundings; part of the {@code hydra} node.
 *
 * @param jobName the name of the program
 * @param version the version of this library
 * @param cwd the working directory
 * @param env the environment variables
 */
public record JobSettings(String jobName, String version, String cwd, Map<String, String> env) {}
