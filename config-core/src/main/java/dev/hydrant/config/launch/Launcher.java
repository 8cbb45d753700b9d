package dev.hydrant.config.launch;

import dev.hydrant.config.error.LaunchException;
import java.util.List;

/** Runs planned jobs somewhere; what becomes of them is in their status files. */
public interface Launcher {
  /**
   * Runs jobs and returns when none of them is pending or running any more, or when the calling
   * thread is interrupted or the context says to stop; jobs still running then are ended first.
   *
   * @throws LaunchException if jobs cannot be run at all
   */
  void launch(List<SweepDirectory.Job> jobs, LaunchContext context) throws InterruptedException;
}
