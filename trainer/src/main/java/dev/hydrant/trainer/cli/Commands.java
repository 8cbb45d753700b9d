package dev.hydrant.trainer.cli;

import dev.hydrant.config.app.HydrantApp;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.FamilyCommands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * The commands by name: the program's own and those of families. Each is made when it is called or
 * listed, not before: reading the annotations of all takes longer than composing a configuration.
 */
final class Commands {
  private static final List<String> OWN =
      List.of("train", "generate", "evaluate", "export", "compare", "data", "bench", "lr-range");

  private final Iterable<FamilyCommands> found;
  private final CommandContext context = new Workplace();

  /** The commands of the families on the class path. */
  Commands() {
    this(ServiceLoader.load(FamilyCommands.class));
  }

  Commands(Iterable<FamilyCommands> found) {
    this.found = found;
  }

  /** The names of the program's own in the order of help. */
  static List<String> own() {
    List<String> names = new ArrayList<>(OWN);
    names.addAll(HydrantApp.TOOLS);
    return names;
  }

  /** The names that each family adds, by its heading; commands below one of our own are none. */
  Map<String, List<String>> families() {
    Map<String, List<String>> families = new TreeMap<>();
    for (FamilyCommands family : found) {
      List<String> names =
          family.commands().keySet().stream()
              .map(words -> words.split(" ")[0])
              .filter(name -> !own().contains(name))
              .distinct()
              .sorted()
              .toList();
      if (!names.isEmpty()) {
        families.computeIfAbsent(family.family(), f -> new ArrayList<>()).addAll(names);
      }
    }
    return families;
  }

  /** All names in the order of help. */
  List<String> names() {
    List<String> names = new ArrayList<>(own());
    families().values().forEach(names::addAll);
    return names;
  }

  /** Makes the command of one of {@link #names}. */
  CommandLine make(String name) {
    Map<String, Function<CommandContext, Object>> added = added(name);
    CommandLine line;
    if (own().contains(name)) {
      line = own(name);
    } else {
      Function<CommandContext, Object> maker = added.remove(name);
      line = maker == null ? group(name) : new CommandLine(maker.apply(context));
    }
    added.forEach(
        (words, maker) -> line.addSubcommand(words.split(" ", 2)[1], maker.apply(context)));
    if (line.getCommandSpec().usageMessage().description().length == 0) {
      line.getCommandSpec().usageMessage().description(inside(line));
    }
    return line;
  }

  /** What families add under a name: the command itself, or those below it. */
  private Map<String, Function<CommandContext, Object>> added(String name) {
    Map<String, Function<CommandContext, Object>> added = new LinkedHashMap<>();
    if (name.equals("train")) {
      return added; // the main job has no commands below it, and starts without a search for them
    }
    for (FamilyCommands family : found) {
      family
          .commands()
          .forEach(
              (words, maker) -> {
                boolean isOf = words.equals(name) || words.startsWith(name + " ");
                if (isOf && added.put(words, maker) != null) {
                  throw new IllegalStateException("two families have a command '" + words + "'");
                }
              });
    }
    return added;
  }

  private static String inside(CommandLine group) {
    return "Holds the commands " + String.join(", ", group.getSubcommands().keySet()) + ".";
  }

  /** A command that only holds others. */
  private static CommandLine group(String name) {
    CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create().name(name);
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    return new CommandLine(spec);
  }

  private static CommandLine own(String name) {
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
