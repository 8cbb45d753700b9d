package dev.hydrant.trainer.report;

import java.util.regex.Pattern;

/**
 * Names and values that come from files, for places where some characters would do something: a
 * control character moves a terminal's cursor, and a cell that begins with {@code =} is computed by
 * spreadsheets.
 *
 * <pre>{@code
 * SafeText.line("a\u001b[2Jb"); // a?[2Jb
 * SafeText.csv("=1+1");         // '=1+1
 * SafeText.csv("a,b");          // "a,b"
 * }</pre>
 */
public final class SafeText {
  /** Control characters, those that turn the direction of text, and ends of lines. */
  private static final Pattern ACTIVE =
      Pattern.compile("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069\\u2028\\u2029]");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private SafeText() {}

  /** Whether there is such a character. */
  public static boolean isActive(String text) {
    return ACTIVE.matcher(text).find();
  }

  /** The text on one line, with {@code ?} in place of such characters. */
  public static String line(String text) {
    return ACTIVE.matcher(text).replaceAll("?");
  }

  /**
   * A field of comma-separated values (RFC 4180). What a spreadsheet would take for a formula gets
   * an apostrophe in front, which spreadsheets do not show; numbers are left alone.
   */
  public static String csv(String value) {
    String text = unformulated(value);
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  /** A field of values with tabs between; it stays on its line. */
  public static String tsv(String value) {
    return unformulated(line(value.replace('\t', ' ')));
  }

  private static String unformulated(String value) {
    boolean formula =
        !value.isEmpty()
            && "=+-@\t\r".indexOf(value.charAt(0)) >= 0
            && !NUMBER.matcher(value).matches();
    return formula ? "'" + value : value;
  }
}
