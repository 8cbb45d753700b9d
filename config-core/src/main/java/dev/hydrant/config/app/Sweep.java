package dev.hydrant.config.app;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.write.YamlWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalInt;

/**
 * A sweep that is ready to run: its master configuration, its jobs, and how one job is run.
 *
 * <pre>{@code
 * static void show(Sweep sweep) {
 *   sweep.jobs().forEach(System.out::println);
 * }
 * }</pre>
 */
public final class Sweep {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

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

  /** Composes a job of some overrides. */
  public Composition compose(List<String> overrides, int number) {
    return composer.composeJob(master, overrides, number);
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
   * Runs a composed job in this JVM.
   *
   * @throws Exception if the job failed
   */
  public JobResult run(Composition job, Path directory, int number) throws Exception {
    return new JobExecution(settings).run(job, directory, OptionalInt.of(number));
  }

  /** Creates the sweep's directory and writes {@code multirun.yaml}, the master configuration. */
  public void writeRecord() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(
        directory().resolve("multirun.yaml"), YamlWriter.write(master.details().tree(), false));
  }

  /** Tells the user how the sweep goes, unless {@code hydra.hydra_logging} says to be silent. */
  public void say(String message) {
    boolean shown =
        master.hydraNode("hydra_logging").orElse(null) instanceof MapNode logging
            && logging.get("root") instanceof MapNode root
            && root.get("handlers") instanceof ListNode handlers
            && !handlers.items().isEmpty();
    if (shown) {
      settings.out().println("[" + TIME.format(LocalDateTime.now()) + "][HYDRA] " + message);
    }
  }

  /** The directory that processes of the sweep are to be started in, absolute. */
  public Path workingDirectory() {
    return settings.workingDirectory();
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
