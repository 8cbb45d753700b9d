package dev.hydrant.config.resolve;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.source.YamlReader;

/** Reads the YAML text that {@code oc.create} takes. */
final class ConfigText {
  private ConfigText() {}

  static Node read(String text, Origin origin) {
    try {
      return YamlReader.read(
          text, "oc.create at " + origin, InterpolationParser::parse, Budget.DEFAULT);
    } catch (ConfigLoadException e) {
      throw new Refusal("oc.create cannot read its text as YAML: " + e.getMessage(), e);
    }
  }
}
