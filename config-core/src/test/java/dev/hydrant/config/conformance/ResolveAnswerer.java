package dev.hydrant.config.conformance;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.Resolution;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.source.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Loads one config and resolves it: as a whole, and key by key where that fails. */
final class ResolveAnswerer implements Answerer {
  @Override
  public Map<String, Object> answer(ConformanceCase c) {
    Node tree;
    try {
      tree =
          YamlReader.read(c.string("yaml"), "in.yaml", InterpolationParser::parse, Budget.DEFAULT);
    } catch (ConfigException e) {
      return error("load", e);
    }
    ResolutionContext context = ResolutionContext.of(c.env()).withWarnings(warning -> {});
    Map<String, Object> result = new LinkedHashMap<>();
    try {
      result.put("config", CaseValues.encode(Resolution.of(tree, context).resolveAll()));
    } catch (InterpolationException e) {
      result.putAll(error("resolve", e));
      if (tree instanceof MapNode map) {
        result.put("keys", keys(map, context));
      }
    }
    if (c.json().containsKey("select")) {
      Map<String, Object> selected = new LinkedHashMap<>();
      for (String key : c.strings("select")) {
        Supplier<Node> select =
            () ->
                Resolution.of(tree, context)
                    .select(key)
                    .orElse(new ScalarNode(null, tree.origin()));
        selected.put(key, outcome("select", select));
      }
      result.put("selected", selected);
    }
    return result;
  }

  private static Map<String, Object> keys(MapNode tree, ResolutionContext context) {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (Object key : tree.entries().keySet()) {
      String name = key instanceof Boolean b ? (b ? "True" : "False") : key.toString();
      keys.put(
          name,
          outcome("resolve", () -> Resolution.of(tree, context).resolve(NodePath.of(null, key))));
    }
    return keys;
  }

  private static Map<String, Object> outcome(String stage, Supplier<Node> node) {
    try {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("value", CaseValues.encode(node.get()));
      return value;
    } catch (InterpolationException e) {
      return error(stage, e);
    }
  }

  private static Map<String, Object> error(String stage, ConfigException e) {
    return Answerer.error(stage, e.getClass().getSimpleName(), e.getMessage());
  }
}
