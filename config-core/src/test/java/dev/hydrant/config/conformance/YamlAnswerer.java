package dev.hydrant.config.conformance;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.source.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a text. */
final class YamlAnswerer implements Answerer {
  @Override
  public Map<String, Object> answer(ConformanceCase c) {
    try {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("value", CaseValues.encode(read(c.string("yaml"))));
      return result;
    } catch (ConfigException e) {
      return Answerer.error("load", e.getClass().getSimpleName(), e.getMessage());
    }
  }

  /** Reads the text of a case under the name that Hydra's messages give it. */
  static Node read(String yaml) {
    return YamlReader.read(yaml, "$DIR/in.yaml", InterpolationParser::parse, Budget.DEFAULT);
  }
}
