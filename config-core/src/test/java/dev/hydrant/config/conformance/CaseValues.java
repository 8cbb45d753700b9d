package dev.hydrant.config.conformance;

import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values in the form that the cases use: {@code $float} for what JSON cannot spell, {@code $map}
 * for mappings with other than plain string keys, {@code $bytes}, {@code $quoted}.
 */
public final class CaseValues {
  private CaseValues() {}

  /** Encodes a tree as it is: interpolations by their text, missing values as {@code ???}. */
  public static Object encode(Node node) {
    if (node instanceof MapNode map) {
      return encodeMap(map.entries());
    }
    if (node instanceof ListNode list) {
      List<Object> out = new ArrayList<>(list.items().size());
      list.items().forEach(item -> out.add(encode(item)));
      return out;
    }
    if (node instanceof ScalarNode scalar) {
      return encodeValue(scalar.value());
    }
    if (node instanceof InterpolationNode interpolation) {
      return interpolation.interpolation().text();
    }
    if (node instanceof MissingNode) {
      return "???";
    }
    throw new IllegalArgumentException("no node: " + node);
  }

  /** Encodes a plain Java value or a node; maps and lists may hold either. */
  public static Object encodeValue(Object value) {
    if (value instanceof Node node) {
      return encode(node);
    }
    if (value instanceof Map<?, ?> map) {
      return encodeMap(map);
    }
    if (value instanceof List<?> list) {
      List<Object> out = new ArrayList<>(list.size());
      list.forEach(item -> out.add(encodeValue(item)));
      return out;
    }
    if (value instanceof Double d && (d.isNaN() || d.isInfinite())) {
      return single("$float", d.isNaN() ? "nan" : d > 0 ? "inf" : "-inf");
    }
    if (value instanceof byte[] bytes) {
      return single("$bytes", Base64.getEncoder().encodeToString(bytes));
    }
    if (value instanceof Integer i) {
      return i.longValue();
    }
    return value;
  }

  /** Encodes a quoted string of an override's value. */
  public static Map<String, Object> quoted(String text, char quote) {
    Map<String, Object> out = single("$quoted", text);
    out.put("q", String.valueOf(quote));
    return out;
  }

  private static Object encodeMap(Map<?, ?> map) {
    boolean plain = true;
    for (Object key : map.keySet()) {
      plain &= key instanceof String s && !s.startsWith("$");
    }
    if (plain) {
      Map<String, Object> out = new LinkedHashMap<>();
      map.forEach((key, value) -> out.put((String) key, encodeValue(value)));
      return out;
    }
    List<Object> pairs = new ArrayList<>(map.size());
    map.forEach((key, value) -> pairs.add(pair(encodeValue(key), encodeValue(value))));
    return single("$map", pairs);
  }

  private static List<Object> pair(Object key, Object value) {
    List<Object> pair = new ArrayList<>(2);
    pair.add(key);
    pair.add(value);
    return pair;
  }

  private static Map<String, Object> single(String key, Object value) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put(key, value);
    return out;
  }
}
