package dev.hydrant.trainer.report;

/** Writes what a user may paste into a shell. */
public final class ShellWord {
  private ShellWord() {}

  /** One argument, so that a POSIX shell reads it as one word. */
  public static String quote(String word) {
    return word.matches("[\\w@%+=:,./~-]+") && !word.startsWith("~")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }

  /** An override, so that the shell and the grammar of overrides read its value as it is. */
  public static String override(String key, String value) {
    boolean plain = value.matches("[\\w./-]+( +[\\w./-]+)*");
    String quoted = "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return quote(key + "=" + (plain ? value : quoted));
  }
}
