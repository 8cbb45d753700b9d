package dev.hydrant.config.conformance;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.resolve.Resolution;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.write.YamlWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a text, resolves it if asked to, and writes it. */
final class DumpAnswerer implements Answerer {
  @Override
  public Map<String, Object> answer(ConformanceCase c) {
    try {
      Node tree = YamlAnswerer.read(c.string("yaml"));
      if (c.flag("resolve")) {
        tree = Resolution.of(tree, ResolutionContext.of(c.env())).resolveAll();
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("text", YamlWriter.write(tree, c.flag("sort_keys")));
      return result;
    } catch (ConfigException e) {
      return Answerer.error("dump", e.getClass().getSimpleName(), e.getMessage());
    }
  }
}
