package dev.hydrant.trainer.cli;

import dev.hydrant.config.suggest.Suggestions;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code hydrant}: finds the command and turns mishaps into one message and a code. */
@Command(
    name = "hydrant",
    description = "Trains models from composed configurations.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      GenerateCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      CompareCommand.class,
      DataCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "hydrant train                            the main job: a small GPT-2 on the sample text",
      "hydrant train lr=1e-3 model_cfg.n_layers=6   the same with other values",
      "hydrant COMMAND --help                   what a command can do",
      "",
      "Exit codes: 0 done, 1 failure, 2 wrong usage, 130 or 143 interrupted and saved."
    })
public final class Main {
  static final int FAILURE = 1;
  static final int USAGE = 2;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program a failure arose.")
  private boolean debug;

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(run(args));
  }

  /** Runs a command. Returns its exit code. */
  static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    TrainApp.addTo(line);
    line.setExecutionExceptionHandler((e, failed, parsed) -> main.failed(e, failed));
    line.setParameterExceptionHandler((e, args) -> usage(e, args));
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  private int failed(Exception e, CommandLine failed) {
    Failure failure = Failure.of(e);
    PrintWriter err = failed.getErr();
    err.println("hydrant: " + failure.message());
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return failure.exitCode();
  }

  private static int usage(ParameterException e, String[] args) {
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

  private static java.util.Optional<String> unknownWord(ParameterException e) {
    return e instanceof UnmatchedArgumentException u && !u.getUnmatched().isEmpty()
        ? java.util.Optional.of(u.getUnmatched().get(0))
        : java.util.Optional.empty();
  }

  private static List<String> words(CommandLine command, String word) {
    return word.startsWith("-")
        ? command.getCommandSpec().options().stream()
            .flatMap(o -> Arrays.stream(o.names()))
            .toList()
        : List.copyOf(command.getSubcommands().keySet());
  }
}
