package dev.hydrant.config.launch;

import java.util.Locale;

/** What has become of a job. */
public enum JobState {
  /** Planned or submitted, not started. */
  PENDING,
  /** Started; after a crash, also what a killed job leaves behind. */
  RUNNING,
  /** Ended well; its metrics are final. */
  DONE,
  /** Ended with an error. */
  FAILED,
  /** Stopped by a signal or by a stopping rule of its caller; can be taken up again. */
  INTERRUPTED,
  /** Stopped early because others did better; final. */
  STOPPED;

  /** Whether starting the sweep again leaves the job alone. */
  public boolean isFinal() {
    return this == DONE || this == STOPPED;
  }

  /** The name as written in {@code status.json}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JobState of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
