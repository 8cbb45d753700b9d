package dev.hydrant.config.launch;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a job's {@code status.json}.
 *
 * @param number the job's number in its sweep, from 0
 * @param hash identifies the job: see {@link TaskHash}
 * @param overrides the job's override list
 * @param attempt how often the job has been started; writers of an older attempt are fenced off
 * @param started start of the latest attempt, or null
 * @param ended end of the latest attempt, or null
 * @param metrics what the job returned, by name, in its order; empty unless it ended well
 * @param message why it failed or stopped, or null
 */
public record JobStatus(
    int number,
    String hash,
    List<String> overrides,
    JobState state,
    int attempt,
    Instant started,
    Instant ended,
    Map<String, Double> metrics,
    String message) {
  public JobStatus {
    overrides = List.copyOf(overrides);
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** A planned job that was never started. */
  public static JobStatus pending(int number, String hash, List<String> overrides) {
    return new JobStatus(number, hash, overrides, JobState.PENDING, 0, null, null, Map.of(), null);
  }

  /** Waiting for its next attempt. */
  public JobStatus waiting() {
    return new JobStatus(
        number, hash, overrides, JobState.PENDING, attempt, started, null, Map.of(), null);
  }

  /** The next attempt, begun now. */
  public JobStatus started(Instant now) {
    return new JobStatus(
        number, hash, overrides, JobState.RUNNING, attempt + 1, now, null, Map.of(), null);
  }

  /** The same attempt, ended well. */
  public JobStatus done(Instant now, Map<String, Double> results) {
    return new JobStatus(
        number, hash, overrides, JobState.DONE, attempt, started, now, results, null);
  }

  /** The same attempt, ended otherwise. */
  public JobStatus ended(JobState how, Instant now, String why) {
    return new JobStatus(number, hash, overrides, how, attempt, started, now, metrics, why);
  }
}
