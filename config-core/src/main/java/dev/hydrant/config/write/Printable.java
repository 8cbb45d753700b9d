package dev.hydrant.config.write;

/**
 * Text that a terminal only shows. Values come from files, variables and other programs, and a
 * control character among them could move the cursor, rename the window or hide what follows.
 */
public final class Printable {
  private Printable() {}

  /** The text with escapes such as {@code \x1b} in place of control characters. */
  public static String line(String text) {
    return escaped(String.valueOf(text), false);
  }

  /** The same for a text of several lines: line breaks and tabs stay. */
  public static String text(String text) {
    return escaped(String.valueOf(text), true);
  }

  private static String escaped(String text, boolean lines) {
    if (text.chars().noneMatch(c -> isControl((char) c))) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isControl(c) || lines && (c == '\n' || c == '\t')) {
        out.append(c);
      } else {
        out.append(
            switch (c) {
              case '\n' -> "\\n";
              case '\r' -> "\\r";
              case '\t' -> "\\t";
              default -> String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c);
            });
      }
    }
    return out.toString();
  }

  /** C0, DEL, C1, and the characters that turn the direction of text. */
  private static boolean isControl(char c) {
    return c < ' '
        || c >= 0x7f && c < 0xa0
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069
        || c == 0x2028
        || c == 0x2029;
  }
}
