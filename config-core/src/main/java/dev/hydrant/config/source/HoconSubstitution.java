package dev.hydrant.config.source;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.Origin;
import java.util.ArrayList;
import java.util.List;

/** Turns HOCON's substitutions into interpolations. */
final class HoconSubstitution {
  private HoconSubstitution() {}

  /** Whether a value is a substitution or a concatenation that contains one. */
  static boolean isIn(ConfigValue value) {
    try {
      value.valueType();
      return false;
    } catch (ConfigException.NotResolved e) {
      return true;
    }
  }

  /**
   * Rewrites the rendered form, a run of JSON strings and <code>${path}</code>, as one string. Of a
   * key that was set several times, the values stand one behind the other with commas.
   *
   * @throws ConfigLoadException if lists or objects are concatenated
   */
  static String toInterpolation(String rendered, Origin origin) {
    List<String> values = values(rendered);
    String last = values.get(values.size() - 1);
    if (values.size() == 1 || !last.startsWith("${?") || last.indexOf('}') < last.length() - 1) {
      return text(last, origin);
    }
    String fallback = fallback(values.subList(0, values.size() - 1), origin);
    return reference(last.substring(2, last.length() - 1), fallback);
  }

  /** What a key was set to before, as the argument of an interpolation. */
  private static String fallback(List<String> values, Origin origin) {
    String last = values.get(values.size() - 1);
    if (last.startsWith("\"") && closingQuote(last, 0) == last.length() - 1) {
      String text = text(last, origin);
      return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
    return last.startsWith("$")
        ? toInterpolation(String.join(",", values), origin)
        : text(last, origin);
  }

  /** The values that a key was given one after the other; all but text stands in quotes. */
  static List<String> values(String rendered) {
    List<String> values = new ArrayList<>();
    int from = 0;
    int depth = 0;
    for (int i = 0; i < rendered.length(); i++) {
      char c = rendered.charAt(i);
      if (c == '"') {
        i = closingQuote(rendered, i);
      } else if (c == ',' && depth == 0) {
        values.add(rendered.substring(from, i));
        from = i + 1;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
    values.add(rendered.substring(from));
    return values;
  }

  private static String text(String rendered, Origin origin) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < rendered.length()) {
      if (rendered.startsWith("${", i)) {
        int end = rendered.indexOf('}', i);
        out.append(reference(rendered.substring(i + 2, end), null));
        i = end + 1;
      } else if (rendered.charAt(i) == '"') {
        int end = closingQuote(rendered, i);
        String quoted = rendered.substring(i, end + 1);
        out.append(com.typesafe.config.ConfigUtil.splitPath(quoted).get(0));
        i = end + 1;
      } else if (rendered.charAt(i) == '[' || rendered.charAt(i) == '{') {
        throw new ConfigLoadException(
            "Lists and objects can be concatenated with a substitution only if it refers to this"
                + " file: write the value out, or merge it through the defaults list.",
            origin);
      } else {
        out.append(rendered.charAt(i++));
      }
    }
    return out.toString();
  }

  /**
   * An optional reference is what the key was set to before, or null, when its target is absent. A
   * name that looks like an environment variable means that where the configuration has no such
   * key.
   */
  private static String reference(String written, String fallback) {
    boolean optional = written.startsWith("?");
    String path = optional ? written.substring(1) : written;
    boolean variable = path.matches("[A-Z_][A-Z0-9_]*");
    if (!optional) {
      return variable ? "${hocon.env:" + path + "}" : "${" + path + "}";
    }
    String or = fallback == null ? "null" : fallback;
    return variable
        ? "${hocon.env:" + path + "," + or + "}"
        : "${oc.select:" + path + (fallback == null ? "}" : "," + or + "}");
  }

  private static int closingQuote(String text, int open) {
    int i = open + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
