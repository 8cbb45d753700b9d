package dev.hydrant.trainer.report;

import java.io.PrintStream;

/** Shows how far a run is. It shows; it keeps nothing. */
public interface Progress extends AutoCloseable {
  /** Shows that a step is done. */
  void step(Metrics latest);

  /** Shows a line of its own, without tearing what is shown. */
  void say(String line);

  @Override
  void close();

  /**
   * Returns a live bar on a terminal, plain lines elsewhere.
   *
   * @param from steps done before this run began
   * @param steps steps of the whole run
   * @param headlines the numbers that are shown
   * @param unit what speed is counted in
   */
  static Progress of(
      PrintStream out, boolean terminal, long from, long steps, Headlines headlines, String unit) {
    StepText text = new StepText(headlines, unit);
    return terminal
        ? new BarProgress(out, from, steps, text, Width.ofTerminal())
        : new LineProgress(out, from, steps, text);
  }

  /** Shows nothing; for tests and programs. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void step(Metrics latest) {}

      @Override
      public void say(String line) {}

      @Override
      public void close() {}
    };
  }
}
