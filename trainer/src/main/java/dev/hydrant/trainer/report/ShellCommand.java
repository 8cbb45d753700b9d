package dev.hydrant.trainer.report;

import dev.hydrant.config.app.program.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A command line that a POSIX shell runs as it is printed.
 *
 * @param words the program and its arguments, unquoted
 */
public record ShellCommand(List<String> words) {
  public ShellCommand {
    words = List.copyOf(words);
  }

  /** Of unquoted words; without any it prints as nothing. */
  public static ShellCommand of(String... words) {
    return new ShellCommand(List.of(words));
  }

  /** The command with one more argument. */
  public ShellCommand with(String word) {
    List<String> more = new ArrayList<>(words);
    more.add(word);
    return new ShellCommand(more);
  }

  /** The command with an override that gives a key a text, whatever is in it. */
  public ShellCommand with(String key, String value) {
    return with(ShellWord.assignment(key, value));
  }

  /** The command without the overrides of a key and of keys below it. */
  public ShellCommand without(String key) {
    return new ShellCommand(words.stream().filter(w -> !overrides(w, key)).toList());
  }

  private static boolean overrides(String word, String key) {
    String bare = word.replaceFirst("^(\\+\\+?|~)", "");
    return bare.equals(key)
        || bare.startsWith(key)
            && "=.@".indexOf(bare.charAt(key.length())) >= 0
            && !word.startsWith("-");
  }

  @Override
  public String toString() {
    return words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
  }
}
