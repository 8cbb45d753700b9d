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
  /** The terminal is gone. */
  HUP(1),
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

  /**
   * The exit code of a program that this signal has ended, with all saved that there was: as {@link
   * #exitCode}, but 75 ("again later", EX_TEMPFAIL of sysexits) for {@link #USR1}.
   */
  public int endCode() {
    return this == USR1 ? 75 : exitCode();
  }

  /** The exit code that tells why a process ended: 128 and the signal's number. */
  public int exitCode() {
    return 128 + number;
  }
}
