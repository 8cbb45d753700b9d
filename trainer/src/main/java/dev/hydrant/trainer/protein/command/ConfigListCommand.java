package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.protein.safety.SavedList;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant config list}: what configurations a directory keeps. */
@Command(
    name = "list",
    description = "List the saved configurations of protein models in a directory.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class ConfigListCommand implements Callable<Integer> {
  private static final List<String> HEADINGS = List.of("name", "class", "style", "block", "saved");

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The directory.")
  private Path directory = Path.of("configs", "backup");

  @Override
  public Integer call() {
    List<List<String>> table = new ArrayList<>(List.of(HEADINGS));
    List<SavedList.Entry> entries = SavedList.of(directory);
    entries.forEach(e -> table.add(List.of(e.name(), e.kind(), e.style(), e.block(), e.saved())));
    PrintWriter out = spec.commandLine().getOut();
    if (entries.isEmpty()) {
      out.println("No saved configuration in " + directory);
    } else {
      print(out, table);
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, List<List<String>> table) {
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
