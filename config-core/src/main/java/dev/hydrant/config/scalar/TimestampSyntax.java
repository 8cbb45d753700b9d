package dev.hydrant.config.scalar;

import java.util.regex.Pattern;

/**
 * Recognises YAML 1.1 timestamps, which the writer must quote. Loaded only when a text looks so.
 */
final class TimestampSyntax {
  private static final Pattern PATTERN =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
              + "(\\.[0-9]*)?([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?");

  private TimestampSyntax() {}

  static boolean matches(String text) {
    return text.length() >= 10 && text.charAt(4) == '-' && PATTERN.matcher(text).matches();
  }
}
