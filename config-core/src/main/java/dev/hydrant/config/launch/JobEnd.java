package dev.hydrant.config.launch;

/** How a job's body tells its runner that it ended neither well nor with an error. */
public final class JobEnd extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final JobState state;

  private JobEnd(JobState state, String message) {
    super(message, null, false, false);
    this.state = state;
  }

  /** Stopped by a signal; can be taken up again. */
  public static JobEnd interrupted(String message) {
    return new JobEnd(JobState.INTERRUPTED, message);
  }

  /** Stopped early, for good. */
  public static JobEnd stopped(String message) {
    return new JobEnd(JobState.STOPPED, message);
  }

  /** Has saved its state and asks its launcher to be run again, as before a time limit. */
  public static JobEnd requeue(String message) {
    return new JobEnd(JobState.PENDING, message);
  }

  /** The job's state from now on. */
  public JobState state() {
    return state;
  }
}
