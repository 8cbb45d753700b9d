package dev.hydrant.trainer.cli;

import dev.hydrant.config.app.HydrantApp;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * The commands by name. Each is made when it is called or listed, not before: reading the
 * annotations of all takes longer than composing a configuration.
 */
final class Commands {
  private static final List<String> OWN =
      List.of("train", "generate", "evaluate", "export", "compare", "data", "bench", "lr-range");

  private Commands() {}

  /** All names in the order of help. */
  static List<String> names() {
    List<String> names = new ArrayList<>(OWN);
    names.addAll(HydrantApp.TOOLS);
    return names;
  }

  /** Makes the command of one of {@link #names}. */
  static CommandLine make(String name) {
    return switch (name) {
      case "train" -> TrainApp.command();
      case "generate" -> new CommandLine(new GenerateCommand());
      case "evaluate" -> new CommandLine(new EvaluateCommand());
      case "export" -> new CommandLine(new ExportCommand());
      case "compare" -> new CommandLine(new CompareCommand());
      case "data" -> new CommandLine(new DataCommand());
      case "bench" -> new CommandLine(new BenchCommand());
      case "lr-range" -> new CommandLine(new LrRangeCommand());
      default -> TrainApp.app().tool(name);
    };
  }
}
