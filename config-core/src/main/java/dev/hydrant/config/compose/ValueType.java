package dev.hydrant.config.compose;

import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.suggest.Suggestions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The type of a node, with the conversions that structured configs make: a number given for a
 * string becomes its text, a text that spells a number becomes the number. Missing values and
 * interpolations fit every type.
 */
sealed interface ValueType {
  /** Whether null fits. */
  boolean optional();

  /** Converts a value that is neither null, missing, nor an interpolation. */
  Node convert(Node value, String path, boolean open);

  /**
   * Returns the value in this type.
   *
   * @param path the key in messages
   * @param open true if keys that the type does not know are let through
   * @throws TypeMismatch if it does not fit
   */
  default Node check(Node value, String path, boolean open) {
    if (value instanceof MissingNode || value instanceof InterpolationNode) {
      return value;
    }
    if (value instanceof ScalarNode s && s.value() == null) {
      if (!optional()) {
        throw new TypeMismatch("'" + path + "' must not be null", value.origin(), List.of());
      }
      return value;
    }
    return convert(value, path, open);
  }

  /**
   * The fact that a value does not fit, to be put in context by whoever knows where it came from.
   */
  final class TypeMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Origin origin;
    final transient List<String> suggestions;

    TypeMismatch(String fact, Origin origin, List<String> suggestions) {
      super(fact, null, false, false);
      this.origin = origin;
      this.suggestions = suggestions;
    }
  }

  /** Anything. */
  record Any(boolean optional) implements ValueType {
    @Override
    public Node convert(Node value, String path, boolean open) {
      return value;
    }
  }

  /** A string. */
  record Text(boolean optional) implements ValueType {
    @Override
    public Node convert(Node value, String path, boolean open) {
      if (value instanceof ScalarNode s && !(s.value() instanceof byte[])) {
        if (s.value() instanceof String) {
          return value;
        }
        return new ScalarNode(s.text(), s.origin());
      }
      throw mismatch(value, path, "a string");
    }
  }

  /** A whole number. */
  record Whole(boolean optional) implements ValueType {
    @Override
    public Node convert(Node value, String path, boolean open) {
      if (value instanceof ScalarNode s) {
        if (s.value() instanceof Long || s.value() instanceof BigInteger) {
          return value;
        }
        if (s.value() instanceof Double d && !d.isNaN() && !d.isInfinite()) {
          return whole(new BigDecimal(d).toBigInteger(), s);
        }
        if (s.value() instanceof String text) {
          try {
            return whole(new BigInteger(text.strip().replace("_", "")), s);
          } catch (NumberFormatException e) {
            throw mismatch(value, path, "a whole number");
          }
        }
      }
      throw mismatch(value, path, "a whole number");
    }

    private static Node whole(BigInteger number, ScalarNode from) {
      boolean small = number.bitLength() < 64;
      return new ScalarNode(small ? (Object) number.longValue() : number, from.origin());
    }
  }

  /** A boolean, or a word or number that Python's YAML takes for one. */
  record Flag(boolean optional) implements ValueType {
    private static final Set<String> TRUE = Set.of("y", "yes", "on", "true", "1");
    private static final Set<String> FALSE = Set.of("n", "no", "off", "false", "0");

    @Override
    public Node convert(Node value, String path, boolean open) {
      if (value instanceof ScalarNode s) {
        if (s.value() instanceof Boolean) {
          return value;
        }
        if (s.value() instanceof Long l) {
          return new ScalarNode(l != 0, s.origin());
        }
        if (s.value() instanceof String text) {
          String word = text.toLowerCase(Locale.ROOT);
          if (TRUE.contains(word) || FALSE.contains(word)) {
            return new ScalarNode(TRUE.contains(word), s.origin());
          }
        }
      }
      throw mismatch(value, path, "true or false");
    }
  }

  /** One of some words. */
  record Word(List<String> words, boolean optional) implements ValueType {
    @Override
    public Node convert(Node value, String path, boolean open) {
      if (value instanceof ScalarNode s) {
        if (s.value() instanceof String text && words.contains(text)) {
          return value;
        }
        if (s.value() instanceof Long n && n >= 1 && n <= words.size()) {
          return new ScalarNode(words.get((int) (n - 1)), s.origin());
        }
      }
      throw mismatch(value, path, "one of " + words);
    }
  }

  /** A list of one type. */
  record Items(ValueType item) implements ValueType {
    @Override
    public boolean optional() {
      return false;
    }

    @Override
    public Node convert(Node value, String path, boolean open) {
      if (!(value instanceof ListNode list)) {
        throw mismatch(value, path, "a list");
      }
      List<Node> items = new ArrayList<>(list.items().size());
      for (int i = 0; i < list.items().size(); i++) {
        items.add(item.check(list.items().get(i), path + "[" + i + "]", open));
      }
      return new ListNode(items, list.origin());
    }
  }

  /** A mapping with free keys and values of one type. */
  record Dict(ValueType value, boolean optional) implements ValueType {
    @Override
    public Node convert(Node node, String path, boolean open) {
      if (!(node instanceof MapNode map)) {
        throw mismatch(node, path, "a mapping");
      }
      Map<Object, Node> entries = new LinkedHashMap<>();
      map.entries().forEach((k, v) -> entries.put(k, value.check(v, path + "." + k, open)));
      return new MapNode(entries, map.origin());
    }
  }

  /** A mapping with known keys. */
  record Struct(Map<String, ValueType> fields) implements ValueType {
    @Override
    public boolean optional() {
      return false;
    }

    @Override
    public Node convert(Node value, String path, boolean open) {
      if (!(value instanceof MapNode map)) {
        throw mismatch(value, path, "a mapping with the keys " + fields.keySet());
      }
      Map<Object, Node> entries = new LinkedHashMap<>();
      for (Map.Entry<Object, Node> entry : map.entries().entrySet()) {
        String key = String.valueOf(entry.getKey());
        ValueType type = fields.get(key);
        if (type == null && !open) {
          throw new TypeMismatch(
              "Key '" + key + "' is not known in '" + path + "'",
              entry.getValue().origin(),
              Suggestions.nearest(key, fields.keySet()));
        }
        Node child = entry.getValue();
        entries.put(
            entry.getKey(), type == null ? child : type.check(child, path + "." + key, open));
      }
      return new MapNode(entries, map.origin());
    }
  }

  private static TypeMismatch mismatch(Node value, String path, String wanted) {
    String found =
        value instanceof ScalarNode s && !(s.value() instanceof byte[])
            ? "'" + s.text() + "'"
            : value instanceof MapNode
                ? "a mapping"
                : value instanceof ListNode ? "a list" : "bytes";
    return new TypeMismatch(
        "'" + path + "' must be " + wanted + ", not " + found, value.origin(), List.of());
  }
}
