package dev.hydrant.config.app;

/**
 * What a program does with a composed configuration.
 *
 * <pre>{@code
 * Job print =
 *     context -> {
 *       System.out.print(context.config().toYaml());
 *       return JobResult.OK;
 *     };
 * }</pre>
 */
@FunctionalInterface
public interface Job {
  /**
   * Runs once; in a sweep, once for each job.
   *
   * @throws Exception if it failed; the message is shown and the exit code is that of a failure
   */
  JobResult run(JobContext context) throws Exception;
}
