package dev.hydrant.config.app;

import dev.hydrant.config.Sweep;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.cli.ChildCommand;
import dev.hydrant.config.app.cli.FlagWords;
import dev.hydrant.config.app.cli.Flags;
import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.Job;
import dev.hydrant.config.app.tools.ConfigTool;
import dev.hydrant.config.app.tools.ConfigTools;
import dev.hydrant.config.app.tools.DiffTool;
import dev.hydrant.config.app.tools.ListTool;
import dev.hydrant.config.app.tools.SchemaTool;
import dev.hydrant.config.app.tools.SweepTool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A program, or a command of one, whose configuration is composed and whose command line is
 * Hydra's: flags and overrides in any order.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   System.exit(HydrantApp.run(args, (config, context) -> {
 *     double lr = config.getDouble("lr");
 *     Files.writeString(context.outputDirectory().resolve("model"), "trained with " + lr);
 *     return Map.of("loss", 1 / lr);
 *   }));
 * }
 * }</pre>
 *
 * <p>Exit codes: 0 done, 1 failure, 2 wrong usage, 75 to be run again, 130 and 143 stopped by
 * Ctrl-C or a request to end. Messages come without stack traces unless {@code --debug} is given or
 * {@code HYDRA_FULL_ERROR=1} is set.
 */
public final class HydrantApp {
  private final AppSettings settings;
  private final Job job;
  private final List<Object> mixins;

  HydrantApp(AppSettings settings, Job job, List<Object> mixins) {
    this.settings = settings;
    this.job = job;
    this.mixins = List.copyOf(mixins);
  }

  /** Starts a builder of a program that does a job. */
  public static HydrantAppBuilder builder(Job job) {
    return new HydrantAppBuilder(job);
  }

  /**
   * Runs a program with the configs in {@code conf} and the primary config {@code config}.
   *
   * @return the exit code
   */
  public static int run(String[] args, Job job) {
    return builder(job).build().execute(args);
  }

  /** Runs the program. Returns its exit code. */
  public int execute(String... args) {
    return execute(commandLine(null, true), args);
  }

  private int execute(CommandLine line, String... args) {
    line.setExecutionExceptionHandler((e, failed, parsed) -> failed(e, new Flags(parsed).debug()));
    line.setParameterExceptionHandler(
        (e, words) -> {
          settings.err().println(settings.name() + ": " + e.getMessage());
          settings.err().println("    See " + settings.name() + " --help");
          return Failure.USAGE;
        });
    return line.execute(args);
  }

  private int failed(Exception e, boolean debug) {
    Failure failure = settings.failure(e);
    settings.err().println(failure.message());
    if (debug || settings.verboseErrors()) {
      e.printStackTrace(settings.err());
    }
    settings.err().flush();
    return failure.exitCode();
  }

  /**
   * The program as a picocli command, for a program with several: {@code
   * main.addSubcommand("train", app.commandLine())}. Exceptions reach the handler of the program
   * that executes it. The flag {@code --debug} is left to that program.
   */
  public CommandLine commandLine() {
    return commandLine(null, false);
  }

  /**
   * The names of commands that look at a program's configs and sweeps and change nothing, to be
   * sub-commands beside {@link #commandLine()}.
   */
  public static final List<String> TOOLS =
      List.of("why", "diff", "lint", "list", "schema", "replay", "sweep");

  /**
   * Makes one of {@link #TOOLS}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public CommandLine tool(String name) {
    ConfigTool tool =
        switch (name) {
          case "why" -> new ConfigTools.Why(settings);
          case "diff" -> new DiffTool(settings);
          case "lint" -> new ConfigTools.Lint(settings);
          case "list" -> new ListTool(settings);
          case "schema" -> new SchemaTool(settings);
          case "replay" -> new ConfigTools.Replay(settings);
          case "sweep" -> new SweepTool(settings);
          default -> throw new IllegalArgumentException(name + " is none of " + TOOLS);
        };
    return new CommandLine(tool);
  }

  /** Makes all {@link #TOOLS}. */
  public List<CommandLine> tools() {
    return TOOLS.stream().map(this::tool).toList();
  }

  /**
   * Runs the jobs of a sweep, each with the overrides among the arguments; flags have their
   * meaning. Returns the exit code.
   */
  public int sweep(Sweep jobs, String... args) {
    return execute(commandLine(jobs, true), args);
  }

  private CommandLine commandLine(Sweep sweep, boolean alone) {
    CommandSpec[] self = new CommandSpec[1];
    Callable<Integer> call =
        () -> {
          Flags flags = new Flags(self[0].commandLine().getParseResult());
          return new AppRun(settings, job, flags, child(self[0]), sweep).call();
        };
    CommandSpec spec = CommandSpec.wrapWithoutInspection(call).name(settings.name());
    self[0] = spec;
    mixins.forEach(m -> spec.addMixin(m.getClass().getName(), CommandSpec.forAnnotatedObject(m)));
    Flags.declare(spec, alone);
    spec.preprocessor(new FlagWords(settings));
    return new CommandLine(spec)
        .setPosixClusteredShortOptionsAllowed(false)
        .setOverwrittenOptionsAllowed(true)
        .setExpandAtFiles(false);
  }

  /** How jobs in other processes are started: by the same words and the program's own flags. */
  private ChildCommand child(CommandSpec spec) {
    List<String> names = Arrays.asList(spec.qualifiedName().split(" "));
    List<String> words = new ArrayList<>(names.subList(1, names.size()));
    for (CommandSpec mixin : spec.mixins().values()) {
      for (OptionSpec option : mixin.options()) {
        for (String value : spec.commandLine().getParseResult().expandedArgs()) {
          boolean given =
              Arrays.stream(option.names())
                  .anyMatch(n -> value.equals(n) || value.startsWith(n + "="));
          if (given) {
            words.add(value);
          }
        }
      }
    }
    return new ChildCommand(settings.childCommand(), words);
  }
}
