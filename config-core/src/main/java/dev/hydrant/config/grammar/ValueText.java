package dev.hydrant.config.grammar;

import dev.hydrant.config.scalar.FloatText;
import java.util.List;
import java.util.Map;

/**
 * Writes a value as text that parses back to it, as Hydra writes the overrides of a job: {@code
 * True}, {@code null}, {@code [a,b]}, {@code {k:v}}, quoted strings with their quotes, special
 * characters of other strings escaped.
 *
 * <p>Strings that a function made, such as {@code str(1)}, lose their type here, as in Hydra.
 */
public final class ValueText {
  private static final String SPECIAL = "\\()[]{}:=, \t";

  private ValueText() {}

  /**
   * Returns the text of a value.
   *
   * @throws IllegalArgumentException for a sweep, which is no single value (a {@link
   *     SweepValue.Glob} is the dict of its patterns)
   */
  public static String of(OverrideValue value) {
    if (value instanceof OverrideValue.Scalar scalar) {
      Object v = scalar.value();
      return v instanceof String s && isPlain(s) ? s : write(value);
    }
    return write(value);
  }

  private static String write(OverrideValue value) {
    StringBuilder out = new StringBuilder();
    append(value, out);
    return out.toString();
  }

  private static void append(OverrideValue value, StringBuilder out) {
    if (value instanceof OverrideValue.Scalar scalar) {
      appendScalar(scalar.value(), out);
    } else if (value instanceof OverrideValue.Quoted quoted) {
      appendQuoted(quoted.text(), quoted.quote(), out);
    } else if (value instanceof OverrideValue.Items list) {
      appendList(list.items(), out);
    } else if (value instanceof OverrideValue.Entries dict) {
      appendDict(dict.entries(), out);
    } else if (value instanceof OverrideValue.Extension extension) {
      out.append("extend_list(");
      appendAll(extension.items(), out);
      out.append(')');
    } else if (value instanceof SweepValue.Glob glob) {
      out.append("{include:");
      appendList(glob.include(), out);
      out.append(",exclude:");
      appendList(glob.exclude(), out);
      out.append('}');
    } else {
      throw new IllegalArgumentException("a sweep inside a value; sweeps do not nest");
    }
  }

  private static void appendList(List<OverrideValue> items, StringBuilder out) {
    out.append('[');
    appendAll(items, out);
    out.append(']');
  }

  private static void appendAll(List<OverrideValue> items, StringBuilder out) {
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      append(items.get(i), out);
    }
  }

  private static void appendDict(Map<Object, OverrideValue> entries, StringBuilder out) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<Object, OverrideValue> entry : entries.entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      appendScalar(entry.getKey(), out);
      out.append(':');
      append(entry.getValue(), out);
    }
    out.append('}');
  }

  private static void appendScalar(Object value, StringBuilder out) {
    if (value instanceof String s) {
      for (int i = 0; i < s.length(); i++) {
        char c = s.charAt(i);
        if (SPECIAL.indexOf(c) >= 0) {
          out.append('\\');
        }
        out.append(c);
      }
    } else if (value instanceof Boolean b) {
      out.append(b ? "True" : "False");
    } else if (value instanceof Double d) {
      out.append(FloatText.of(d));
    } else {
      out.append(value); // whole numbers and null
    }
  }

  /** Backslashes count, and are doubled, only directly before a quote or the end. */
  private static void appendQuoted(String text, char quote, StringBuilder out) {
    out.append(quote);
    int backslashes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        out.append("\\".repeat(backslashes + 1));
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
      out.append(c);
    }
    out.append("\\".repeat(backslashes)).append(quote);
  }

  private static boolean isPlain(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (SPECIAL.indexOf(s.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
