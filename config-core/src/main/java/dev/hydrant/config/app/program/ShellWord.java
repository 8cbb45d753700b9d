package dev.hydrant.config.app.program;

/**
 * Writes what a user may paste into a shell.
 *
 * <pre>{@code
 * String command = "./hydrant train " + ShellWord.quote("name=my run"); // … 'name=my run'
 * }</pre>
 */
public final class ShellWord {
  private ShellWord() {}

  /** One argument, so that a POSIX shell reads it as one word. */
  public static String quote(String word) {
    return word.matches("[\\w@%+=:,./~-]+") && !word.startsWith("~")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }

  /** An override, not yet quoted for a shell, whose value is read as the text that it is. */
  public static String assignment(String key, String value) {
    boolean plain =
        value.matches("[A-Za-z/][\\w./-]*( +[\\w./-]+)*")
            && !value.matches("(?i)null|true|false|nan|inf");
    return key + "=" + (plain ? value : '"' + escape(value) + '"');
  }

  /** In quotes, backslashes are read as such but before a quote, the end, and an interpolation. */
  private static String escape(String value) {
    return value.replaceAll("(\\\\*)(\"|\\$\\{)", "$1$1\\\\$2").replaceAll("(\\\\+)\\z", "$1$1");
  }
}
