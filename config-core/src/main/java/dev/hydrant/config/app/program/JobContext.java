package dev.hydrant.config.app.program;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * What a job may know about its run, and how it talks to whoever runs it.
 *
 * <pre>{@code
 * static void train(JobContext context) {
 *   for (long step = 1; step <= 100 && context.interrupted().isEmpty(); step++) {
 *     double loss = 1.0 / step;
 *     context.report(step, loss);
 *   }
 *   context.ensureCurrent();
 *   context.out().println("saved in " + context.outputDirectory());
 * }
 * }</pre>
 */
public interface JobContext {
  /** The directory of this run; it exists. What the job writes belongs beneath it. */
  Path outputDirectory();

  /** The directory the program was started in. */
  Path workingDirectory();

  /** The job's number in its sweep, from 0; empty for a single run. */
  OptionalInt number();

  /** How often the job has been started, this time included. */
  int attempt();

  /** A logger with the job's name. */
  Logger logger();

  /** Where results are printed. */
  PrintStream out();

  /** Where progress is shown. */
  PrintStream err();

  /** The environment variables, those of {@code hydra.job.env_set} included. */
  Map<String, String> environment();

  /**
   * Reports the metric that a sweep looks at while its jobs run.
   *
   * @param step counts the job's progress, from 1
   * @param value the metric then
   * @throws RuntimeException if the sweep stops the job because others do better; not to be caught
   */
  void report(long step, double value);

  /**
   * Checks that no later attempt has taken this job over; to be called before something that counts
   * is written.
   *
   * @throws IllegalStateException if one has; not to be caught
   */
  void ensureCurrent();

  /**
   * Tells the job of the request to stop when it comes, on another thread, or now if one came. The
   * job then says itself what becomes of it, and is not cut off; it throws {@link #stoppedBy}.
   */
  void whenAskedToStop(Consumer<StopSignal> told);

  /** The request to stop, if one came. A job that finds one saves and throws {@link #stoppedBy}. */
  Optional<StopSignal> interrupted();

  /**
   * What a job throws when a request has stopped it; also one that listens for signals itself.
   *
   * @param message what a user is told, such as how to go on
   */
  RuntimeException stoppedBy(StopSignal signal, String message);
}
