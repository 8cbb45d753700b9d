package dev.hydrant.trainer.family;

import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.FamilyCommands;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.weights.WeightKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands of the family, one of them below one of the program's own. */
public final class SketchCommands implements FamilyCommands {
  @Override
  public String family() {
    return "sketch";
  }

  @Override
  public Map<String, Function<CommandContext, Object>> commands() {
    return Map.of("steps", StepsCommand::new, "data sketch", DataCommand::new);
  }

  @Command(name = "steps", description = "Tell how long a run has trained.")
  private static final class StepsCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters private Path run;

    StepsCommand(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      try (TrainedModel saved =
          context.open(run, CommandContext.LAST, WeightKind.MODEL, List.of())) {
        System.out.println(
            saved.config().type()
                + " "
                + saved.step()
                + " of "
                + saved.config().loop().numIterations().orElseThrow());
      }
      return 0;
    }
  }

  @Command(name = "sketch", description = "Make points.")
  private static final class DataCommand implements Callable<Integer> {
    DataCommand(CommandContext context) {}

    @Override
    public Integer call() {
      System.out.println("made");
      return 0;
    }
  }
}
