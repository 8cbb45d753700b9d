package dev.hydrant.config.app;

import dev.hydrant.config.Composition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where a job runs.
 *
 * <pre>{@code
 * static JobResult train(JobContext context) {
 *   double lr = context.config().getDouble("lr");
 *   Path results = context.directory().resolve("results.csv");
 *   return JobResult.OK;
 * }
 * }</pre>
 *
 * @param config the configuration
 * @param directory the output directory, absolute; it exists
 * @param number the job's number in its sweep; empty for a single run
 * @param overrides the task's overrides
 * @param environment the environment variables with those of {@code hydra.job.env_set}
 */
public record JobContext(
    Composition config,
    Path directory,
    OptionalInt number,
    List<String> overrides,
    Map<String, String> environment) {}
