package dev.hydrant.trainer.engine.callback;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.report.ShellCommand;
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
    ShellCommand command,
    PrintStream out,
    PrintStream progress,
    boolean terminal,
    PreparationProgress preparing) {
  /** The command that goes on from this run's directory as it was started. */
  public ShellCommand goOn() {
    return command.with("resume", directory.toString());
  }

  /** The command that goes on from this run's directory with another value of a key. */
  public ShellCommand goOn(String key, long value) {
    return command.without(key).with("resume", directory.toString()).with(key + "=" + value);
  }
}
