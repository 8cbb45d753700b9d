package dev.hydrant.config.app;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** A sweep that is ready to run: its master configuration, its jobs, and how one job is run. */
public final class Sweep {
  private final AppSettings settings;
  private final Composer composer;
  private final Composition master;
  private final List<List<String>> jobs;

  Sweep(AppSettings settings, Composer composer, Composition master, List<List<String>> jobs) {
    this.settings = settings;
    this.composer = composer;
    this.master = master;
    this.jobs = jobs;
  }

  /** The configuration that stands for the whole sweep. */
  public Composition master() {
    return master;
  }

  /** The overrides of each job. */
  public List<List<String>> jobs() {
    return jobs;
  }

  /** The sweep's directory, absolute. */
  public Path directory() {
    return settings.workingDirectory().resolve(text(master, "sweep.dir")).normalize();
  }

  /** Composes a job. */
  public Composition compose(int number) {
    return composer.composeJob(master, jobs.get(number), number);
  }

  /** The directory of a composed job, absolute. */
  public Path directory(Composition job) {
    return settings
        .workingDirectory()
        .resolve(text(job, "sweep.dir"))
        .resolve(text(job, "sweep.subdir"))
        .normalize();
  }

  /**
   * Runs a composed job in this JVM, in its directory.
   *
   * @throws Exception if the job failed
   */
  public JobResult run(Composition job, int number) throws Exception {
    return new JobExecution(settings).run(job, directory(job), OptionalInt.of(number));
  }

  /** Where results are printed. */
  public PrintStream out() {
    return settings.out();
  }

  /** Where failures are reported. */
  public PrintStream err() {
    return settings.err();
  }

  private static String text(Composition config, String key) {
    return config.hydraValue(key).map(String::valueOf).orElse(".");
  }
}
