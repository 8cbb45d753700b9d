package dev.hydrant.trainer.engine.callback;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.report.ShellWord;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Where a run takes place.
 *
 * @param directory what the run writes lies beneath it; exists
 * @param command the words a user typed to start the run, without where to go on from
 * @param out results
 * @param progress progress and what is said along the way
 * @param terminal whether {@code progress} is a terminal
 * @param preparing is told how far the preparation of data has come
 */
public record RunContext(
    Path directory,
    String command,
    PrintStream out,
    PrintStream progress,
    boolean terminal,
    PreparationProgress preparing) {
  /** The command that goes on from this run's directory as it was started. */
  public String goOn() {
    return command + " " + resume();
  }

  /** The command that goes on from this run's directory with another value of a key. */
  public String goOn(String key, long value) {
    return "%s %s %s=%d"
        .formatted(command.replaceAll(" " + key + "=\\S+", ""), resume(), key, value);
  }

  private String resume() {
    return ShellWord.override("resume", directory.toString());
  }
}
