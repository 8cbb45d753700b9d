package dev.hydrant.config.app;

import dev.hydrant.config.ConfigException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A program that is configured as Hydra configures programs: {@code main} passes its arguments, and
 * the harness composes, makes the run directory, sets up logging, runs the job and returns the exit
 * code: 0 done, 1 failure, 2 wrong usage, or what the job itself returns.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   System.exit(
 *       HydrantApp.builder("train")
 *           .configPath("conf")
 *           .configName("config")
 *           .job(
 *               context -> {
 *                 System.out.print(context.config().toYaml());
 *                 return JobResult.OK;
 *               })
 *           .build()
 *           .run(args));
 * }
 * }</pre>
 *
 * <p>It may also be one command of a larger program, see {@link #commandLine()}.
 */
public final class HydrantApp {
  private final AppSettings settings;
  private final List<Object> flags;

  HydrantApp(AppSettings settings, List<Object> flags) {
    this.settings = settings;
    this.flags = List.copyOf(flags);
  }

  /**
   * Starts a builder.
   *
   * @param name the program's name, which becomes {@code hydra.job.name} and the name of the log
   */
  public static HydrantAppBuilder builder(String name) {
    return new HydrantAppBuilder(name);
  }

  /** Runs the program and returns its exit code. Nothing is thrown for a user's mistake. */
  public int run(String... args) {
    CommandLine line = commandLine();
    line.setOut(new PrintWriter(settings.out(), true));
    line.setErr(new PrintWriter(settings.err(), true));
    line.setExecutionExceptionHandler((e, failed, parsed) -> report(e));
    return line.execute(args);
  }

  /**
   * The program as a picocli command, for a program with several: {@code
   * main.addSubcommand("train", app.commandLine())}. A job's exceptions and {@link
   * ConfigException}s reach the exception handler of the program that executes it.
   */
  public CommandLine commandLine() {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new AppCommand(settings));
    spec.name(settings.name());
    for (int i = 0; i < flags.size(); i++) {
      spec.addMixin("flags" + i, CommandSpec.forAnnotatedObject(flags.get(i)));
    }
    CommandLine line = new CommandLine(spec);
    line.setExpandAtFiles(false);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  private int report(Exception e) {
    PrintStream err = settings.err();
    String message = e.getMessage();
    err.println(e instanceof ConfigException && message != null ? message : describe(e));
    if ("1".equals(settings.environment().get("HYDRA_FULL_ERROR"))) {
      e.printStackTrace(err);
    }
    err.flush();
    return 1;
  }

  private static String describe(Exception e) {
    return e instanceof UsageException ? e.getMessage() : e.toString();
  }
}
