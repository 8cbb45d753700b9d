package dev.hydrant.config.resolve;

import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.scalar.FloatText;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Values as Python's {@code str()} shows them, which is how they appear inside an interpolated
 * string: {@code True}, {@code None}, {@code [1, 'x']}. Containers show what they hold as written,
 * interpolations unresolved.
 */
final class PythonText {
  private PythonText() {}

  /** {@code str(value)}: strings bare. */
  static String str(Value value) {
    if (value instanceof Place place && place.node() instanceof ScalarNode scalar) {
      return str(scalar.value());
    }
    return value instanceof Place place && place.isMissing() ? "???" : show(value);
  }

  /** {@code str(scalar)}. */
  static String str(Object scalar) {
    return scalar instanceof String text ? text : repr(scalar);
  }

  private static String show(Value value) {
    StringBuilder out = new StringBuilder();
    repr(value, out);
    return out.toString();
  }

  private static void repr(Value value, StringBuilder out) {
    if (value instanceof Place place) {
      repr(place.node(), out);
    } else if (value instanceof Value.PlainList list) {
      out.append('[');
      Iterator<Value> items = list.items().iterator();
      while (items.hasNext()) {
        repr(items.next(), out);
        out.append(items.hasNext() ? ", " : "");
      }
      out.append(']');
    } else {
      String separator = "{";
      Map<Object, Value> entries = ((Value.PlainMap) value).entries();
      for (Map.Entry<Object, Value> e : entries.entrySet()) {
        out.append(separator).append(repr(e.getKey())).append(": ");
        repr(e.getValue(), out);
        separator = ", ";
      }
      out.append(entries.isEmpty() ? "{}" : "}");
    }
  }

  private static void repr(Node node, StringBuilder out) {
    if (node instanceof ScalarNode scalar) {
      out.append(repr(scalar.value()));
    } else if (node instanceof InterpolationNode interpolation) {
      out.append(quote(interpolation.interpolation().text()));
    } else if (node instanceof ListNode list) {
      reprList(list.items(), out);
    } else if (node instanceof MapNode map) {
      String separator = "{";
      for (Map.Entry<Object, Node> e : map.entries().entrySet()) {
        out.append(separator).append(repr(e.getKey())).append(": ");
        repr(e.getValue(), out);
        separator = ", ";
      }
      out.append(map.entries().isEmpty() ? "{}" : "}");
    } else {
      out.append("'???'");
    }
  }

  private static void reprList(List<Node> items, StringBuilder out) {
    out.append('[');
    Iterator<Node> nodes = items.iterator();
    while (nodes.hasNext()) {
      repr(nodes.next(), out);
      out.append(nodes.hasNext() ? ", " : "");
    }
    out.append(']');
  }

  /** {@code repr(scalar)}. */
  static String repr(Object scalar) {
    if (scalar == null) {
      return "None";
    }
    if (scalar instanceof Boolean b) {
      return b ? "True" : "False";
    }
    if (scalar instanceof Double d) {
      return FloatText.of(d);
    }
    if (scalar instanceof String text) {
      return quote(text);
    }
    return scalar instanceof byte[] bytes ? quote(bytes) : scalar.toString();
  }

  private static String quote(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(c -> escape(c, quote, out));
    return out.append(quote).toString();
  }

  private static void escape(int c, char quote, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c == quote || c == '\\') {
          out.append('\\').appendCodePoint(c);
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else {
          out.append(String.format(c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
        }
      }
    }
  }

  private static boolean isPrintable(int c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String quote(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder("b").append(quote);
    for (char c : text.toCharArray()) {
      if (c >= 0x7f) {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        escape(c, quote, out);
      }
    }
    return out.append(quote).toString();
  }
}
