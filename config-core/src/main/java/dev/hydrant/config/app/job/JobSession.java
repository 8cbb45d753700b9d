package dev.hydrant.config.app.job;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.program.DirectoryClaim;
import dev.hydrant.config.app.program.Job;
import dev.hydrant.config.app.program.JobContext;
import dev.hydrant.config.app.program.StopSignal;
import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.launch.JobEnd;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.ScalarNode;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job: makes its directory and record, sets up its environment and logging, calls it.
 *
 * @param reporter receives what the job reports, and may end it
 * @param fence throws if a later attempt has taken the job over
 */
public record JobSession(
    AppSettings app,
    Job job,
    Signals signals,
    Composition composed,
    Path directory,
    OptionalInt number,
    int attempt,
    Reporter reporter,
    Runnable fence)
    implements JobContext {

  /** Receives the metric of a running job. */
  @FunctionalInterface
  public interface Reporter {
    void report(long step, double value);
  }

  /** Runs a job on its own in a directory. */
  public static JobSession single(
      AppSettings app, Job job, Signals signals, Composition config, Path directory) {
    return new JobSession(
        app, job, signals, config, directory, OptionalInt.empty(), 1, (s, v) -> {}, () -> {});
  }

  /** The configuration as the job sees it: it knows its directory and environment. */
  public static Composition prepare(Composition config, AppSettings app, Path directory) {
    return config
        .withHydra("runtime.output_dir", directory.toAbsolutePath().normalize().toString())
        .withEnvironment(environmentSet(config));
  }

  static Map<String, String> environment(Composition config, AppSettings app) {
    Map<String, String> environment = new HashMap<>(app.environment());
    environment.putAll(environmentSet(config));
    return environment;
  }

  /** {@code hydra.job.env_set}. */
  static Map<String, String> environmentSet(Composition config) {
    Map<String, String> set = new HashMap<>();
    if (config.hydraNode("job.env_set").orElse(null) instanceof MapNode map) {
      map.entries()
          .forEach(
              (key, value) -> {
                if (value instanceof ScalarNode s && s.value() != null) {
                  set.put(String.valueOf(key), String.valueOf(s.value()));
                }
              });
    }
    return set;
  }

  /** A JVM cannot change its directory, so a config that counts on it is refused. */
  public static void refuseChdir(Composition config) {
    if (config.hydraValue("job.chdir").filter(Boolean.TRUE::equals).isPresent()) {
      throw new ConfigCompositionException(
          "hydra.job.chdir=true: a JVM cannot change its working directory. Leave it out, and write"
              + " to ${hydra:runtime.output_dir}, which a config can pass to the job, or to the"
              + " output directory of the job's context.");
    }
  }

  public Map<String, Double> run() throws Exception {
    Composition config = prepare(composed, app, directory);
    try (DirectoryClaim.Held held = app.claim().take(config, directory, attempt)) {
      Files.createDirectories(directory);
      RunRecord.write(config, directory);
      return call(config);
    }
  }

  /** Runs without writing the record anew. */
  public Map<String, Double> run(Composition config) throws Exception {
    try (DirectoryClaim.Held held = app.claim().take(config, directory, attempt)) {
      return call(config);
    }
  }

  private Map<String, Double> call(Composition config) throws Exception {
    try (JobLogging logging = JobLogging.open(LoggingPlan.of(config), app)) {
      Map<String, Double> metrics = signals.cuttingOff(() -> job.run(config, this));
      return metrics == null ? Map.of() : metrics;
    } finally {
      app.out().flush();
    }
  }

  @Override
  public Path outputDirectory() {
    return directory;
  }

  @Override
  public Path workingDirectory() {
    return app.cwd();
  }

  @Override
  public Logger logger() {
    return LoggerFactory.getLogger(
        composed.hydraValue("job.name").map(String::valueOf).orElse(app.name()));
  }

  @Override
  public PrintStream out() {
    return app.out();
  }

  @Override
  public PrintStream err() {
    return app.err();
  }

  @Override
  public Map<String, String> environment() {
    return environment(composed, app);
  }

  @Override
  public void report(long step, double value) {
    reporter.report(step, value);
  }

  @Override
  public void ensureCurrent() {
    fence.run();
  }

  @Override
  public void whenAskedToStop(Consumer<StopSignal> told) {
    signals.tell(told);
  }

  @Override
  public Optional<StopSignal> interrupted() {
    return Optional.ofNullable(signals.poll());
  }

  @Override
  public RuntimeException stoppedBy(StopSignal signal, String message) {
    signals.note(signal);
    return signal == StopSignal.USR1 ? JobEnd.requeue(message) : JobEnd.interrupted(message);
  }
}
