package dev.hydrant.config.launch;

import java.util.Map;

/** What a job does. */
@FunctionalInterface
public interface JobBody {
  /**
   * Runs the job.
   *
   * @param attempt the number of this start, from 1; see {@link JobDirectory#ensureCurrent}
   * @return its metrics, by name
   * @throws JobEnd if it was interrupted or stopped early
   * @throws Exception if it failed; the message goes into the job's status
   */
  Map<String, Double> run(int attempt) throws Exception;
}
