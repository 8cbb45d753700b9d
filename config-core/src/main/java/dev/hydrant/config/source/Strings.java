package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;

/** Makes the node of a string value: missing, interpolated or plain text. */
final class Strings {
  private final InterpolationSyntax syntax;

  Strings(InterpolationSyntax syntax) {
    this.syntax = syntax;
  }

  Node node(String text, Origin origin, KeyTrail path) {
    if (text.equals("???")) {
      return new MissingNode(origin);
    }
    if (text.indexOf("${") < 0) {
      return new ScalarNode(text, origin);
    }
    try {
      return new InterpolationNode(syntax.parse(text), origin);
    } catch (ConfigException e) {
      throw new ConfigLoadException(
          "The value of '" + path + "' is no valid interpolation: " + e.fact(),
          origin,
          e.suggestions(),
          e);
    }
  }
}
