package dev.hydrant.trainer.report;

import java.io.PrintStream;

/**
 * What the user of a run sees while it goes on. A bar or lines only once somebody begins them; what
 * is said reaches the user in any case. May be used from several threads.
 */
public final class Console implements AutoCloseable {
  private final PrintStream out;
  private final boolean terminal;
  private Progress progress;

  /**
   * @param terminal whether {@code out} is a terminal
   */
  public Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Begins to show how far the run is.
   *
   * @param from steps done before
   * @param steps of the whole run
   * @param headlines the numbers that are shown
   * @param unit what speed is counted in
   */
  public synchronized void begin(long from, long steps, Headlines headlines, String unit) {
    close();
    progress = Progress.of(out, terminal, from, steps, headlines, unit);
  }

  /** Shows that a step is done, if progress is shown at all. */
  public synchronized void step(Metrics latest) {
    if (progress != null) {
      progress.step(latest);
    }
  }

  /** Shows a line of its own, without tearing what is shown. */
  public synchronized void say(String line) {
    if (progress == null) {
      out.println(line);
      out.flush();
    } else {
      progress.say(line);
    }
  }

  /** Ends the showing of progress. */
  @Override
  public synchronized void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
