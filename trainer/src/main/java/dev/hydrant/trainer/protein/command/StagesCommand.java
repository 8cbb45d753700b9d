package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.data.NewDirectory;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant protein stages}: what the runs of a chain have reached. */
@Command(
    name = "stages",
    description = {
      "What the runs of a chain have reached, stage by stage, as a table.",
      "--out makes a page of it, with the curves of each run."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class StagesCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Runs of any style, in the order of the table.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "A new directory for the page.")
  private Path out;

  @Mixin private ModelOptions model;

  StagesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (out != null) {
      NewDirectory.requireFree(out);
    }
    List<StageTable.Stage> stages = new ArrayList<>();
    for (Path run : runs) {
      try (TrainedModel opened = model.open(context, run)) {
        stages.add(stage(run, opened));
      }
    }
    StageTable table = new StageTable(stages);
    PrintWriter printed = spec.commandLine().getOut();
    printed.print(table.text());
    if (out != null) {
      try (NewDirectory directory = NewDirectory.begin(out)) {
        table.page(directory.path());
        directory.commit();
      }
      printed.println("  page   " + out.resolve("index.html"));
    }
    printed.flush();
    return 0;
  }

  private static StageTable.Stage stage(Path name, TrainedModel opened) {
    List<Metrics> rows =
        MetricsLog.read(opened.run(), opened.step()).stream()
            .filter(row -> row.values().containsKey("val_loss"))
            .toList();
    if (rows.isEmpty()) {
      throw UserException.failure(name + " has not been validated yet: there is nothing to tell");
    }
    return new StageTable.Stage(
        name.toString(),
        opened.run(),
        ModelOptions.model(opened).config(),
        ModelOptions.model(opened).network().encoder().fsq().count(),
        opened.model().module().parameterCount(),
        rows.get(rows.size() - 1));
  }
}
