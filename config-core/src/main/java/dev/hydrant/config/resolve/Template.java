package dev.hydrant.config.resolve;

import java.util.Map;

/**
 * Fills {@code $NAME} and <code>${NAME}</code> in a message; unknown names stay, $$ is a dollar.
 */
final class Template {
  private Template() {}

  static String fill(String template, Map<String, String> values) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      if (c != '$') {
        out.append(c);
        i++;
        continue;
      }
      if (template.startsWith("$$", i)) {
        out.append('$');
        i += 2;
        continue;
      }
      boolean braced = template.startsWith("${", i);
      int start = i + (braced ? 2 : 1);
      int end = start;
      while (end < template.length() && isName(template.charAt(end))) {
        end++;
      }
      String value = values.get(template.substring(start, end));
      if (value == null || braced && !template.startsWith("}", end)) {
        out.append(c);
        i++;
      } else {
        out.append(value);
        i = braced ? end + 1 : end;
      }
    }
    return out.toString();
  }

  private static boolean isName(char c) {
    return c == '_' || c < 128 && Character.isLetterOrDigit(c);
  }
}
