package dev.hydrant.trainer.cli;

import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.StopSignals;
import dev.hydrant.config.suggest.Suggestions;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code hydrant}: finds the command and turns mishaps into one message and a code. */
public final class Main {
  static final int FAILURE = 1;
  static final int USAGE = 2;

  private boolean debug;
  private FirstSignal signal = new FirstSignal();

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    // no option is of such a type, and java.sql is a module of its own
    System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
    StopSignals.endBy(new ProcessEnd());
    FirstSignal signal = new FirstSignal();
    try (StopSignals signals = StopSignals.listen(signal)) {
      int code = new Main().execute(args, signal);
      signal.endIfCame();
      System.exit(code);
    }
  }

  /** Runs a command. Returns its exit code. */
  static int run(String... args) {
    return commandLine(args).execute(args);
  }

  private int execute(String[] args, FirstSignal signal) {
    this.signal = signal;
    return commandLine(this, new Commands(), args).execute(args);
  }

  /** The program with the command that arguments call, or with all of them if they call none. */
  static CommandLine commandLine(String... args) {
    return commandLine(new Main(), new Commands(), args);
  }

  static CommandLine commandLine(Commands commands, String... args) {
    return commandLine(new Main(), commands, args);
  }

  private static CommandLine commandLine(Main main, Commands commands, String... args) {
    CommandLine line = new CommandLine(main.spec());
    Optional<String> called = Arrays.stream(args).filter(a -> !a.equals("--debug")).findFirst();
    String name = called.orElse("");
    if (Commands.own().contains(name) || commands.names().contains(name)) {
      line.addSubcommand(name, commands.make(name));
    } else {
      commands.names().forEach(n -> line.addSubcommand(n, commands.make(n)));
      line.getHelpSectionMap()
          .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new FamilyHelp(commands.families()));
    }
    line.setExecutionExceptionHandler(new FailureHandler(main));
    line.setParameterExceptionHandler(new UsageHandler());
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  /** Declared without annotations, which take long to read. */
  private CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("hydrant").versionProvider(new Version());
    OptionSpec.Builder traces =
        flag("Show a stack trace when something fails.", "--debug")
            .scopeType(ScopeType.INHERIT)
            .setter(new DebugSetter());
    spec.addOption(traces.build())
        .addOption(flag("Show this help message and exit.", "-h", "--help").usageHelp(true).build())
        .addOption(
            flag("Print version information and exit.", "-V", "--version")
                .versionHelp(true)
                .build());
    spec.usageMessage()
        .description("Trains models from composed configurations.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "hydrant train                  the main job: a small GPT-2 on the sample text",
            "hydrant train lr=1e-3 seed=2   the same with other values",
            "hydrant COMMAND --help         the options of a command",
            "",
            "Exit codes: 0 done, 1 failure, 2 wrong usage; 130, 143 or 129: interrupted,",
            "and saved; 75: saved, run again to continue.");
    return spec;
  }

  private static OptionSpec.Builder flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(description);
  }

  /** Once set it stays, whichever command's option it was. */
  private final class DebugSetter implements ISetter {
    @Override
    public <T> T set(T value) {
      debug |= Boolean.TRUE.equals(value);
      return value;
    }
  }

  /** A class, not a lambda: a class-data archive could not hold picocli if one were made of it. */
  private record FailureHandler(Main main) implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine failed, ParseResult parsed) {
      return main.failed(e, failed);
    }
  }

  private record UsageHandler() implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
      return usage(e);
    }
  }

  private int failed(Exception e, CommandLine failed) {
    if (signal.hasCome()) {
      return FAILURE; // what an interrupted thread tries fails in many ways; see FirstSignal
    }
    Failure failure = Failures.of(e);
    PrintWriter err = failed.getErr();
    err.println("hydrant: " + failure.message());
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return failure.exitCode();
  }

  private static int usage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("hydrant: " + e.getMessage());
    unknownWord(e)
        .ifPresent(
            word -> {
              String question = Suggestions.didYouMean(word, words(command, word));
              if (!question.isEmpty()) {
                err.println("    " + question);
              }
            });
    err.println("    See " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return USAGE;
  }

  private static Optional<String> unknownWord(ParameterException e) {
    return e instanceof UnmatchedArgumentException u && !u.getUnmatched().isEmpty()
        ? Optional.of(u.getUnmatched().get(0))
        : Optional.empty();
  }

  private static List<String> words(CommandLine command, String word) {
    return word.startsWith("-")
        ? command.getCommandSpec().options().stream()
            .flatMap(o -> Arrays.stream(o.names()))
            .toList()
        : List.copyOf(command.getSubcommands().keySet());
  }
}
