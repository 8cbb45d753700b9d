package dev.hydrant.config.write;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.Base64;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Writes a tree as JSON. What JSON has no form for becomes a string: keys that are numbers, {@code
 * NaN} and the infinities, bytes (base64), interpolations and {@code ???} as written.
 */
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;

  private JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  /**
   * Writes a tree.
   *
   * @param pretty indented by two blanks with a final line break, else on one line without blanks
   * @throws ConfigCompositionException if two keys of a mapping have the same text, such as {@code
   *     1} and {@code '1'}
   */
  public static String write(Node root, boolean pretty) {
    JsonWriter writer = new JsonWriter(pretty);
    writer.node(root, 0);
    return pretty ? writer.out.append('\n').toString() : writer.out.toString();
  }

  private void node(Node node, int depth) {
    if (node instanceof MapNode map) {
      object(map, depth);
    } else if (node instanceof ListNode list) {
      array(list, depth);
    } else if (node instanceof ScalarNode scalar) {
      scalar(scalar.secret() ? ScalarNode.MASK : scalar.value());
    } else {
      string(node instanceof InterpolationNode i ? i.interpolation().text() : "???");
    }
  }

  private void object(MapNode map, int depth) {
    Set<String> names = new HashSet<>();
    char separator = '{';
    for (Map.Entry<Object, Node> entry : map.entries().entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (!names.add(name)) {
        throw new ConfigCompositionException(
            "JSON has no way to tell the keys " + name + " and '" + name + "' apart.",
            entry.getValue().origin());
      }
      out.append(separator);
      line(depth + 1);
      string(name);
      out.append(pretty ? ": " : ":");
      node(entry.getValue(), depth + 1);
      separator = ',';
    }
    end(separator, "{}", depth);
  }

  private void array(ListNode list, int depth) {
    char separator = '[';
    for (Iterator<Node> items = list.items().iterator(); items.hasNext(); separator = ',') {
      out.append(separator);
      line(depth + 1);
      node(items.next(), depth + 1);
    }
    end(separator, "[]", depth);
  }

  private void end(char separator, String brackets, int depth) {
    if (separator == ',') {
      line(depth);
      out.append(brackets.charAt(1));
    } else {
      out.append(brackets);
    }
  }

  private void line(int depth) {
    if (pretty) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void scalar(Object value) {
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof byte[] bytes) {
      string(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof Double d && (d.isNaN() || d.isInfinite())) {
      string(value.toString());
    } else {
      out.append(value);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || loneSurrogate(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean loneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
