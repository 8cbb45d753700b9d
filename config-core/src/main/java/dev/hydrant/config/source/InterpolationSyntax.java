package dev.hydrant.config.source;

import dev.hydrant.config.node.Interpolation;

/** Parses a string that contains <code>${</code>; readers call it for each such string. */
@FunctionalInterface
public interface InterpolationSyntax {
  /**
   * Parses the whole string.
   *
   * @throws dev.hydrant.config.error.ConfigException if its syntax is bad
   */
  Interpolation parse(String text);
}
