package dev.hydrant.trainer.engine.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A resolved configuration key by key, each value with the place that gave it, as it is kept in
 * checkpoints. A list is one value; secrets are masked.
 *
 * @param leaves by dotted key, in the configuration's order
 */
record ConfigLeaves(Map<String, Leaf> leaves) {
  private static final ObjectMapper JSON = new ObjectMapper();

  ConfigLeaves {
    leaves = Collections.unmodifiableMap(new LinkedHashMap<>(leaves));
  }

  /**
   * One value.
   *
   * @param place file, line and column, or the override
   */
  record Leaf(JsonNode value, String place) {
    /** Whether two values mean the same: 1 and 1.0 do. */
    boolean isSame(Leaf other) {
      return value.isNumber() && other.value.isNumber()
          ? value.decimalValue().compareTo(other.value.decimalValue()) == 0
          : value.equals(other.value);
    }

    /** The value as it is written in a config. */
    String text() {
      if (value.isFloatingPointNumber()) {
        return new ScalarNode(value.asDouble(), Origin.BUILTIN).text();
      }
      return value.isTextual() ? value.asText() : value.toString();
    }
  }

  static ConfigLeaves of(MapNode resolved) {
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    collect("", resolved, leaves);
    return new ConfigLeaves(leaves);
  }

  private static void collect(String prefix, MapNode map, Map<String, Leaf> leaves) {
    for (Map.Entry<Object, Node> e : map.entries().entrySet()) {
      String key = prefix + e.getKey();
      if (e.getValue() instanceof MapNode inner && !inner.entries().isEmpty()) {
        collect(key + ".", inner, leaves);
      } else {
        leaves.put(key, new Leaf(json(e.getValue()), place(e.getValue().origin())));
      }
    }
  }

  /** Files beneath the working directory are named from there on. */
  private static String place(Origin origin) {
    String here = Path.of("").toAbsolutePath() + File.separator;
    String source = origin.source();
    return source.startsWith(here)
        ? new Origin(source.substring(here.length()), origin.line(), origin.column()).toString()
        : origin.toString();
  }

  private static JsonNode json(Node node) {
    try {
      return JSON.readTree(ConfigTrees.toJson(node));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a key, or null where it has none. */
  Leaf get(String key) {
    return leaves.get(key);
  }

  /** As it is kept in a checkpoint. */
  ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    leaves.forEach(
        (key, leaf) -> root.putObject(key).put("at", leaf.place()).set("value", leaf.value()));
    return root;
  }

  /** Reads what {@link #toJson} has written. */
  static ConfigLeaves parse(JsonNode json) {
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    json.fields()
        .forEachRemaining(
            e ->
                leaves.put(
                    e.getKey(),
                    new Leaf(
                        e.getValue().has("value") ? e.getValue().get("value") : NullNode.instance,
                        e.getValue().path("at").asText())));
    return new ConfigLeaves(leaves);
  }
}
