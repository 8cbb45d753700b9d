package dev.hydrant.config.conformance;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.merge.Merge;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.resolve.Resolution;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.source.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Merges some configs in order, unresolved. */
final class MergeAnswerer implements Answerer {
  @Override
  public Map<String, Object> answer(ConformanceCase c) {
    try {
      Node merged = null;
      for (String yaml : c.strings("yamls")) {
        Node next = YamlReader.read(yaml, "in.yaml", InterpolationParser::parse, Budget.DEFAULT);
        merged =
            merged == null
                ? next
                : Merge.merge(merged, next, Resolution.dereferencer(ResolutionContext.of(c.env())));
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("value", CaseValues.encode(merged));
      return result;
    } catch (ConfigException e) {
      return Answerer.error("merge", e.getClass().getSimpleName(), e.getMessage());
    }
  }
}
