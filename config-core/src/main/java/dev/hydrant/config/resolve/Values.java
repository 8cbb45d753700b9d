package dev.hydrant.config.resolve;

import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts between evaluated values, nodes, and the plain values that resolvers see. */
final class Values {
  private Values() {}

  /** What a value is, for messages: {@code an int}. */
  static String kind(Value value) {
    if (!(value instanceof Place place)) {
      return value instanceof Value.PlainList ? "a list" : "a map";
    }
    Node node = place.node();
    if (node instanceof MapNode || node instanceof ListNode) {
      return node instanceof MapNode ? "a map" : "a list";
    }
    Object scalar = node instanceof ScalarNode s ? s.value() : "???";
    if (scalar == null) {
      return "null";
    }
    if (scalar instanceof Boolean) {
      return "a bool";
    }
    if (scalar instanceof Double) {
      return "a float";
    }
    return scalar instanceof String ? "a string" : scalar instanceof byte[] ? "bytes" : "an int";
  }

  /** The string that a value is, or null. */
  static String string(Value value) {
    return value instanceof Place place
            && place.node() instanceof ScalarNode scalar
            && scalar.value() instanceof String text
        ? text
        : null;
  }

  static boolean isNull(Value value) {
    return value instanceof Place place
        && place.node() instanceof ScalarNode scalar
        && scalar.value() == null;
  }

  /**
   * A value as the node of a new config: text with <code>${</code> is an interpolation, {@code ???}
   * a missing value, and the content of containers is taken over as written.
   *
   * @throws IllegalArgumentException for a null key
   */
  static Node configNode(Value value, Origin origin) {
    if (value instanceof Place place) {
      return place.node() instanceof ScalarNode scalar ? configScalar(scalar) : place.node();
    }
    if (value instanceof Value.PlainList list) {
      List<Node> items = new ArrayList<>(list.items().size());
      list.items().forEach(item -> items.add(configNode(item, origin)));
      return new ListNode(items, origin);
    }
    Map<Object, Node> entries = new LinkedHashMap<>();
    ((Value.PlainMap) value)
        .entries()
        .forEach(
            (key, item) -> {
              if (key == null) {
                throw new IllegalArgumentException("Incompatible key type: a key cannot be null");
              }
              entries.put(key, configNode(item, origin));
            });
    return new MapNode(entries, origin);
  }

  private static Node configScalar(ScalarNode scalar) {
    if (scalar.value() instanceof String text && !scalar.secret()) {
      if (text.equals("???")) {
        return new MissingNode(scalar.origin());
      }
      if (InterpolationParser.isInterpolation(text)) {
        return new InterpolationNode(InterpolationParser.parse(text), scalar.origin());
      }
    }
    return scalar;
  }

  /** A resolved node as a plain value. */
  static Object plain(Node node) {
    if (node instanceof MapNode map) {
      Map<Object, Object> out = new LinkedHashMap<>();
      map.entries().forEach((key, value) -> out.put(key, plain(value)));
      return Collections.unmodifiableMap(out);
    }
    if (node instanceof ListNode list) {
      List<Object> out = new ArrayList<>(list.items().size());
      list.items().forEach(item -> out.add(plain(item)));
      return Collections.unmodifiableList(out);
    }
    return node instanceof ScalarNode scalar ? scalar.value() : "???";
  }

  /**
   * The result of a resolver as a value.
   *
   * @throws IllegalArgumentException for a type that a config cannot hold
   */
  static Value fromPlain(Object result, Place at) {
    if (result instanceof Map<?, ?> map) {
      Map<Object, Value> entries = new LinkedHashMap<>();
      map.forEach((key, value) -> entries.put(scalar(key), fromPlain(value, at)));
      return Value.PlainMap.of(entries);
    }
    if (result instanceof List<?> list) {
      List<Value> items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(fromPlain(item, at)));
      return Value.PlainList.of(items);
    }
    return Evaluation.scalar(scalar(result), at, false);
  }

  private static Object scalar(Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float f) {
      return Double.valueOf(f.toString());
    }
    if (value instanceof BigInteger big && big.bitLength() < 64) {
      return big.longValue();
    }
    if (value == null
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof BigInteger
        || value instanceof Double
        || value instanceof String
        || value instanceof byte[]) {
      return value;
    }
    throw new IllegalArgumentException(
        "it returned a "
            + value.getClass().getName()
            + "; allowed are null, booleans, numbers, strings, lists and maps");
  }
}
