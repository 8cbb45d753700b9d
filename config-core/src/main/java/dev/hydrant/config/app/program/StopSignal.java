package dev.hydrant.config.app.program;

/**
 * A request from outside to stop.
 *
 * <pre>{@code
 * static void stopIfAsked(JobContext context) {
 *   context.interrupted().ifPresent(signal -> {
 *     throw context.stoppedBy(signal, "saved; go on with resume=" + context.outputDirectory());
 *   });
 * }
 * }</pre>
 */
public enum StopSignal {
  /** Ctrl-C. */
  INT(2),
  /** The polite end, as by {@code kill} or a scheduler. */
  TERM(15),
  /** "Save, for your time is nearly up": schedulers send it, and start the job again. */
  USR1(10);

  private final int number;

  StopSignal(int number) {
    this.number = number;
  }

  /** The exit code that tells why a process ended: 128 and the signal's number. */
  public int exitCode() {
    return 128 + number;
  }
}
