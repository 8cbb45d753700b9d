package dev.hydrant.config.app;

import dev.hydrant.config.launch.Reports;
import dev.hydrant.config.launch.SweepDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What has become of one job of a sweep.
 *
 * <pre>{@code
 * static void show(Path sweep) {
 *   for (JobResult job : JobResult.of(sweep)) {
 *     System.out.println(job.number() + " " + job.state() + " " + job.metrics().get("loss"));
 *   }
 * }
 * }</pre>
 *
 * @param number the job's number in its sweep, from 0
 * @param overrides the job's override list
 * @param state pending, running, done, failed, interrupted, or stopped for others did better
 * @param attempt how often the job has been started
 * @param started start of the latest attempt, or null
 * @param ended end of the latest attempt, or null
 * @param metrics what the job returned, by name, in its order; empty unless it is done
 * @param message why it failed or stopped, or null
 * @param directory the job's run directory
 * @param reports what the job reported while it ran, by step; empty if it reported nothing
 */
public record JobResult(
    int number,
    List<String> overrides,
    String state,
    int attempt,
    Instant started,
    Instant ended,
    Map<String, Double> metrics,
    String message,
    Path directory,
    NavigableMap<Long, Double> reports) {
  public JobResult {
    overrides = List.copyOf(overrides);
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    reports = Collections.unmodifiableNavigableMap(reports);
  }

  /** Reads a sweep's directory: all its jobs by number, as they are now. */
  public static List<JobResult> of(Path sweep) {
    return new SweepDirectory(sweep).jobs().stream().map(JobResult::of).toList();
  }

  private static JobResult of(SweepDirectory.Job job) {
    Path directory = job.directory().path();
    return new JobResult(
        job.status().number(),
        job.status().overrides(),
        job.status().state().label(),
        job.status().attempt(),
        job.status().started(),
        job.status().ended(),
        job.status().metrics(),
        job.status().message(),
        directory,
        Reports.read(directory));
  }
}
