package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.compare.CurvesPlot;
import dev.hydrant.trainer.compare.RunComparison;
import dev.hydrant.trainer.model.ForceOption;
import dev.hydrant.trainer.model.ModelRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant compare}: runs beside each other, as a table and a picture. */
@Command(
    name = "compare",
    description = {
      "Compare trained runs, or the jobs of a sweep, by a metric.",
      "Prints a table, best first; --png also draws their curves."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "Run directories, or directories of sweeps.")
  private List<Path> places;

  @Option(
      names = "--metric",
      split = ",",
      paramLabel = "NAME",
      description =
          "Metric to compare; of several, the first that a run has. Default: the model's headline"
              + " metric.")
  private List<String> metrics = List.of();

  @Option(names = "--markdown", description = "Print the table as Markdown.")
  private boolean markdown;

  @Option(names = "--png", paramLabel = "FILE", description = "Draw the curves.")
  private Path png;

  @Mixin private ForceOption force;

  @Override
  public Integer call() throws IOException {
    force.check(png);
    RunComparison comparison = RunComparison.of(places, metrics, ModelRegistry.load());
    List<List<String>> table = table(comparison);
    PrintWriter out = spec.commandLine().getOut();
    if (markdown) {
      markdown(table, out);
    } else {
      text(table, out);
    }
    out.flush();
    if (png != null) {
      String axis =
          comparison.rows().stream()
              .map(RunComparison.Row::metric)
              .distinct()
              .collect(Collectors.joining(" or "));
      CurvesPlot.write(png, "", axis, comparison);
    }
    return 0;
  }

  private static List<List<String>> table(RunComparison comparison) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("run", "type", "parameters", "metric", "first", "last", "best", "speed"));
    for (RunComparison.Row r : comparison.rows()) {
      table.add(
          List.of(
              r.name(),
              r.run().type(),
              format("%,d", r.run().parameters()),
              r.metric(),
              format("%.4f", r.first()),
              format("%.4f", r.last()),
              format("%.4f", r.best()),
              Double.isNaN(r.speed()) ? "" : format("%,.0f %s/s", r.speed(), r.run().unit())));
    }
    return table;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static boolean isNumeric(int column) {
    return column == 2 || column >= 4;
  }

  private static void markdown(List<List<String>> table, PrintWriter out) {
    for (int i = 0; i < table.size(); i++) {
      out.println("| " + String.join(" | ", table.get(i)) + " |");
      if (i == 0) {
        StringBuilder line = new StringBuilder("|");
        for (int c = 0; c < table.get(0).size(); c++) {
          line.append(isNumeric(c) ? "---:|" : "---|");
        }
        out.println(line);
      }
    }
  }

  private static void text(List<List<String>> table, PrintWriter out) {
    int columns = table.get(0).size();
    int[] width = new int[columns];
    table.forEach(
        row -> {
          for (int c = 0; c < columns; c++) {
            width[c] = Math.max(width[c], row.get(c).length());
          }
        });
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(width[c] - row.get(c).length());
        line.append(isNumeric(c) ? pad + row.get(c) : row.get(c) + pad).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
