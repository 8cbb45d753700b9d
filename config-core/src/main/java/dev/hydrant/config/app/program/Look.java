package dev.hydrant.config.app.program;

import dev.hydrant.config.Composition;
import java.io.PrintStream;

/**
 * What a program shows of a configuration instead of running it. Nothing is written, and no
 * directory is made.
 *
 * <pre>{@code
 * static class ShowFlags { @picocli.CommandLine.Option(names = "--size") boolean size; }
 *
 * static HydrantApp app(Job job, ShowFlags flags) {
 *   return HydrantApp.builder(job)
 *       .flags(flags)
 *       .look(() -> flags.size, (config, out) -> {
 *         out.println(config.getLong("width") * config.getLong("height"));
 *         return 0;
 *       })
 *       .build();
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Look {
  /**
   * Shows it.
   *
   * @param config as the job would get it; its output directory does not exist
   * @return the exit code
   */
  int at(Composition config, PrintStream out) throws Exception;
}
