package dev.hydrant.config.app.program;

import dev.hydrant.config.Composition;
import java.util.Map;

/**
 * What a program does with a configuration.
 *
 * <pre>{@code
 * static final Job JOB = (config, context) -> {
 *   context.logger().info("learning rate {}", config.getDouble("lr"));
 *   return Map.of("loss", 0.1);
 * };
 * }</pre>
 */
@FunctionalInterface
public interface Job {
  /**
   * Does it.
   *
   * @return metrics by name, the most important first; a sweep compares its jobs by them
   * @throws Exception if it failed; the message is shown alone, so it should say what to do. What
   *     {@link JobContext#stoppedBy} and {@link JobContext#report} throw is no failure
   */
  Map<String, Double> run(Composition config, JobContext context) throws Exception;
}
