package dev.hydrant.config.app;

import dev.hydrant.config.ComposerBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Settings of a {@link HydrantApp}; not safe for threads.
 *
 * <pre>{@code
 * static HydrantApp app(Job job) {
 *   return HydrantApp.builder("train").configPath("conf").configName("config").job(job).build();
 * }
 * }</pre>
 */
public final class HydrantAppBuilder {
  private final String name;
  private final List<Object> flags = new ArrayList<>();
  private String version = "Hydrant 0.1.0";
  private String configPath;
  private String configName;
  private UnaryOperator<ComposerBuilder> composer = UnaryOperator.identity();
  private Job job;
  private SweepRunner sweeps = new BasicSweepRunner();
  private boolean consoleLog = true;
  private PrintStream out = System.out;
  private PrintStream err = System.err;
  private Path workingDirectory = Path.of("").toAbsolutePath();
  private Map<String, String> environment = System.getenv();

  HydrantAppBuilder(String name) {
    this.name = name;
  }

  /** Sets where configs are looked for: a directory, or {@code pkg://PREFIX}. */
  public HydrantAppBuilder configPath(String location) {
    configPath = location;
    return this;
  }

  /** Sets the primary config, which {@code --config-name} replaces; none by default. */
  public HydrantAppBuilder configName(String configName) {
    this.configName = configName;
    return this;
  }

  /** Sets what the program does. */
  public HydrantAppBuilder job(Job body) {
    job = body;
    return this;
  }

  /** Sets how sweeps are run; by default in this JVM, one job after the other. */
  public HydrantAppBuilder sweeps(SweepRunner runner) {
    sweeps = runner;
    return this;
  }

  /** Sets up the composer further: resolvers, configs of the program's own, budgets. */
  public HydrantAppBuilder composer(UnaryOperator<ComposerBuilder> change) {
    composer = change;
    return this;
  }

  /**
   * Adds flags of the program's own: an object with picocli annotations, which is filled before the
   * job runs.
   */
  public HydrantAppBuilder flags(Object annotated) {
    flags.add(annotated);
    return this;
  }

  /** Sets what {@code --version} prints. */
  public HydrantAppBuilder version(String text) {
    version = text;
    return this;
  }

  /**
   * Sets whether {@code hydra.job_logging} governs the console, too; else only its log files are
   * written, and the console stays as the program's logging has set it up.
   */
  public HydrantAppBuilder consoleLog(boolean governed) {
    consoleLog = governed;
    return this;
  }

  /** Sets where results go. */
  public HydrantAppBuilder out(PrintStream stream) {
    out = stream;
    return this;
  }

  /** Sets where messages go. */
  public HydrantAppBuilder err(PrintStream stream) {
    err = stream;
    return this;
  }

  /** Sets the directory that relative paths are resolved against. */
  public HydrantAppBuilder workingDirectory(Path directory) {
    workingDirectory = directory.toAbsolutePath();
    return this;
  }

  /** Sets the environment variables. */
  public HydrantAppBuilder environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /** Builds the application; its job must have been set. */
  public HydrantApp build() {
    AppSettings settings =
        new AppSettings(
            name,
            version,
            configPath,
            configName,
            composer,
            Objects.requireNonNull(job, "job"),
            sweeps,
            consoleLog,
            out,
            err,
            workingDirectory,
            environment);
    return new HydrantApp(settings, flags);
  }
}
