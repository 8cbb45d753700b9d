package dev.hydrant.config.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads strict JSON (RFC 8259). Strings may hold interpolations and {@code ???}, as in YAML;
 * duplicate keys are refused.
 */
final class JsonReader {
  /** As many digits as YAML's ints may have. */
  private static final int MAX_NUMBER_LENGTH = 4300;

  private final JsonParser parser;
  private final String source;
  private final Strings strings;
  private final Budget budget;
  private final KeyTrail path = new KeyTrail();
  private int nodes;

  private JsonReader(JsonParser parser, String source, Strings strings, Budget budget) {
    this.parser = parser;
    this.source = source;
    this.strings = strings;
    this.budget = budget;
  }

  /**
   * Reads a text.
   *
   * @return a {@link MapNode} or {@link ListNode}
   * @throws ConfigLoadException if the text is no JSON, no object or array, or beyond the budget
   */
  static Node read(String text, String source, InterpolationSyntax syntax, Budget budget) {
    budget.checkLength(text, source);
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(budget.depth())
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(budget.characters())
                    .maxNameLength(budget.characters())
                    .build())
            .build();
    try (JsonParser parser = factory.createParser(text)) {
      return new JsonReader(parser, source, new Strings(syntax), budget).document();
    } catch (IOException e) {
      throw new ConfigLoadException(
          "Cannot read: " + e.getMessage(), Origin.of(source), List.of(), e);
    }
  }

  private Node document() throws IOException {
    try {
      return root();
    } catch (StreamConstraintsException e) {
      throw new ConfigLoadException(
          e.getOriginalMessage(), place(source, parser.currentLocation()), List.of(), e);
    } catch (JsonProcessingException e) {
      throw new ConfigLoadException(
          "This is no JSON: " + e.getOriginalMessage() + ".",
          place(source, parser.currentLocation()),
          List.of(),
          e);
    }
  }

  private Node root() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new ConfigLoadException(
          "A JSON config is not empty: write {}.", new Origin(source, 1, 1));
    }
    if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
      throw new ConfigLoadException(
          "A JSON config is an object or an array, not a lone value.", here());
    }
    Node root = value();
    if (parser.nextToken() != null) {
      throw new ConfigLoadException("There is something after the end of the JSON value.", here());
    }
    return root;
  }

  private Node value() throws IOException {
    Origin origin = here();
    if (++nodes > budget.nodes()) {
      throw new ConfigLoadException("more than " + budget.nodes() + " values", origin);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(origin);
      case START_ARRAY -> array(origin);
      case VALUE_STRING -> strings.node(parser.getText(), origin, path);
      case VALUE_NUMBER_INT -> new ScalarNode(integer(parser.getBigIntegerValue()), origin);
      case VALUE_NUMBER_FLOAT -> new ScalarNode(parser.getDoubleValue(), origin);
      case VALUE_TRUE -> new ScalarNode(true, origin);
      case VALUE_FALSE -> new ScalarNode(false, origin);
      default -> new ScalarNode(null, origin);
    };
  }

  private Node object(Origin origin) throws IOException {
    Map<Object, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (entries.containsKey(key)) {
        throw new ConfigLoadException(
            "found duplicate key '" + key + "': remove one of the two", here());
      }
      parser.nextToken();
      path.push(key);
      entries.put(key, value());
      path.pop();
    }
    return new MapNode(entries, origin);
  }

  private Node array(Origin origin) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      path.push(items.size());
      items.add(value());
      path.pop();
    }
    return new ListNode(items, origin);
  }

  private static Object integer(BigInteger value) {
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  private Origin here() {
    return place(source, parser.currentTokenLocation());
  }

  private static Origin place(String source, JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? Origin.of(source)
        : new Origin(source, location.getLineNr(), Math.max(location.getColumnNr(), 0));
  }
}
