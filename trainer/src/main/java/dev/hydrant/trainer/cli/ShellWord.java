package dev.hydrant.trainer.cli;

/** Writes an argument so that a POSIX shell reads it as one word. */
final class ShellWord {
  private ShellWord() {}

  static String quote(String word) {
    return word.matches("[\\w@%+=:,./~-]+") && !word.startsWith("~")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
