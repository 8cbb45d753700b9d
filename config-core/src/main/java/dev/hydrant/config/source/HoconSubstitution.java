package dev.hydrant.config.source;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.Origin;

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
   * Rewrites the rendered form, a run of JSON strings and <code>${path}</code>, as one string.
   *
   * @throws ConfigLoadException if lists or objects are concatenated
   */
  static String toInterpolation(String rendered, Origin origin) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < rendered.length()) {
      if (rendered.startsWith("${", i)) {
        int end = rendered.indexOf('}', i);
        out.append(reference(rendered.substring(i + 2, end)));
        i = end + 1;
      } else if (rendered.charAt(i) == '"') {
        int end = closingQuote(rendered, i);
        String quoted = rendered.substring(i, end + 1);
        out.append(com.typesafe.config.ConfigUtil.splitPath(quoted).get(0));
        i = end + 1;
      } else if (rendered.charAt(i) == '[' || rendered.charAt(i) == '{') {
        throw new ConfigLoadException(
            "Lists and objects cannot be concatenated with a substitution here: write the value"
                + " out, or merge it through the defaults list.",
            origin);
      } else {
        out.append(rendered.charAt(i++));
      }
    }
    return out.toString();
  }

  /** An optional reference is null when its target is absent. */
  private static String reference(String path) {
    return path.startsWith("?") ? "${oc.select:" + path.substring(1) + "}" : "${" + path + "}";
  }

  private static int closingQuote(String text, int open) {
    int i = open + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
