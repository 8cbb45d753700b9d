package dev.hydrant.config.app.job;

import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.StopSignal;
import dev.hydrant.config.launch.JobState;

/** What a program ends with after a job. */
public final class JobExit {
  /** What is said when the first signal is noted. */
  public static final String STOPPING = "Stopping. Once more to stop at once.";

  /** A job that asks to be run again (EX_TEMPFAIL of sysexits). */
  private static final int REQUEUE = 75;

  private JobExit() {}

  /** How a job that a request cut off has ended. */
  public static JobState stoppedBy(StopSignal signal) {
    return signal == StopSignal.USR1 ? JobState.PENDING : JobState.INTERRUPTED;
  }

  /**
   * Returns the exit code for a job's end.
   *
   * @param signal what asked for the end, or null
   */
  public static int code(JobState state, StopSignal signal) {
    return switch (state) {
      case PENDING -> REQUEUE;
      case INTERRUPTED -> (signal == null ? StopSignal.INT : signal).exitCode();
      case FAILED -> Failure.FAILURE;
      default -> 0;
    };
  }
}
