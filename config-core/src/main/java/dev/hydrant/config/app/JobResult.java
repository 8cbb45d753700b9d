package dev.hydrant.config.app;

import java.util.Map;

/**
 * How a job ended.
 *
 * <pre>{@code
 * JobResult result = JobResult.of(Map.of("loss", 0.25));
 * }</pre>
 *
 * @param exitCode 0 if it ended well
 * @param metrics results by name, for sweeps; may be empty
 */
public record JobResult(int exitCode, Map<String, Double> metrics) {
  /** Ended well, with nothing to report. */
  public static final JobResult OK = new JobResult(0, Map.of());

  public JobResult {
    metrics = Map.copyOf(metrics);
  }

  /** Ended well, with metrics. */
  public static JobResult of(Map<String, Double> metrics) {
    return new JobResult(0, metrics);
  }

  /** Ended with an exit code of its own. */
  public static JobResult exit(int code) {
    return new JobResult(code, Map.of());
  }
}
