package dev.hydrant.config.app;

import dev.hydrant.config.ComposerBuilder;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.app.program.DirectoryClaim;
import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.Job;
import dev.hydrant.config.app.program.Look;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Settings of a {@link HydrantApp}; each has a default.
 *
 * <pre>{@code
 * static HydrantApp app(Job job) {
 *   return HydrantApp.builder(job)
 *       .name("train")
 *       .configPath("conf")
 *       .configName("train")
 *       .version("train 1.0")
 *       .composer(c -> c.resolver("twice", (arguments, context) -> 2 * (Long) arguments.get(0)))
 *       .build();
 * }
 * }</pre>
 */
public final class HydrantAppBuilder {
  private final Job job;
  private final List<Object> mixins = new ArrayList<>();
  private final List<AppSettings.AskedLook> looks = new ArrayList<>();
  private String name = "app";
  private String configPath = "conf";
  private String configName = "config";
  private List<String> words;
  private String version;
  private Consumer<ComposerBuilder> composer = builder -> {};
  private Function<Throwable, Failure> failures;
  private boolean console = true;
  private List<String> childCommand;
  private DirectoryClaim claim = DirectoryClaim.SHARED;
  private AppFacts facts = new AppFacts() {};
  private Path workingDirectory = Path.of("").toAbsolutePath();
  private Map<String, String> environment = System.getenv();
  private PrintStream out = System.out;
  private PrintStream err = System.err;

  HydrantAppBuilder(Job job) {
    this.job = job;
  }

  /** The name of the program or command, and of its jobs unless a config says otherwise. */
  public HydrantAppBuilder name(String name) {
    this.name = name;
    return this;
  }

  /**
   * Where the configs are: a directory, {@code file://DIR}, {@code pkg://PREFIX}; null for none.
   */
  public HydrantAppBuilder configPath(String place) {
    this.configPath = place;
    return this;
  }

  /** The primary config; null for an empty one. */
  public HydrantAppBuilder configName(String name) {
    this.configName = name;
    return this;
  }

  /** The words a user types to start the program, for help and completion; its name by default. */
  public HydrantAppBuilder startedBy(String... words) {
    this.words = List.of(words);
    return this;
  }

  /** What {@code --version} prints. */
  public HydrantAppBuilder version(String text) {
    this.version = text;
    return this;
  }

  /** Further settings for composing: resolvers, schemas, stored configs. */
  public HydrantAppBuilder composer(Consumer<ComposerBuilder> settings) {
    this.composer = settings;
    return this;
  }

  /** What a user is told about the program's own exceptions; null for those it does not know. */
  public HydrantAppBuilder failures(Function<Throwable, Failure> words) {
    this.failures = words;
    return this;
  }

  /** Leaves console logging as the program has set it up; log files are written all the same. */
  public HydrantAppBuilder keepConsoleLogging() {
    this.console = false;
    return this;
  }

  /** An object with picocli options of the program's own. */
  public HydrantAppBuilder flags(Object annotated) {
    mixins.add(annotated);
    return this;
  }

  /**
   * Lets a flag of the program's own show something of the configuration instead of running it, as
   * {@code --cfg} does. With {@code --multirun} it is shown for every job.
   *
   * @param asked whether the flag is there; asked when the command line has been parsed
   */
  public HydrantAppBuilder look(BooleanSupplier asked, Look look) {
    looks.add(new AppSettings.AskedLook(asked, look));
    return this;
  }

  /** What the program knows that commands such as {@code list} and {@code schema} tell. */
  public HydrantAppBuilder facts(AppFacts known) {
    this.facts = known;
    return this;
  }

  /** Takes the directory of each run before anything is written; by default runs may share one. */
  public HydrantAppBuilder claims(DirectoryClaim claims) {
    this.claim = claims;
    return this;
  }

  /**
   * The command line that starts the program in a process of its own, before its arguments; found
   * out from this JVM by default.
   */
  public HydrantAppBuilder childCommand(List<String> command) {
    this.childCommand = List.copyOf(command);
    return this;
  }

  /** The directory that relative paths are seen from; the process's own by default. */
  public HydrantAppBuilder workingDirectory(Path directory) {
    this.workingDirectory = directory.toAbsolutePath();
    return this;
  }

  /** The environment variables; the process's own by default. */
  public HydrantAppBuilder environment(Map<String, String> variables) {
    this.environment = Map.copyOf(variables);
    return this;
  }

  /** Where the program prints. */
  public HydrantAppBuilder streams(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    return this;
  }

  /** Builds the program; nothing is read yet. */
  public HydrantApp build() {
    AppSettings settings =
        new AppSettings(
            name,
            configPath,
            configName,
            words == null ? List.of(name) : words,
            version == null ? name : version,
            composer,
            failures,
            console,
            childCommand,
            List.copyOf(looks),
            facts,
            claim,
            workingDirectory,
            environment,
            out,
            err);
    return new HydrantApp(settings, job, mixins);
  }
}
