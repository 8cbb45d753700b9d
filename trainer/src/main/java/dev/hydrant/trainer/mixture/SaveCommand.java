package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.mixture.experiment.ExperimentConfig;
import dev.hydrant.trainer.model.ForceOption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant mixture save}: the whole configuration of an experiment as JSON. */
@Command(
    name = "save",
    description = "Write the whole configuration of an experiment as JSON.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "hydrant mixture save gmm/data=complex training.num_epochs=3 --out=mine.json",
      "hydrant train --from-json mine.json"
    })
final class SaveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "OVERRIDES", description = "As for train.")
  private List<String> overrides = List.of();

  @Option(
      names = "--experiment-preset",
      paramLabel = "NAME",
      defaultValue = "standard",
      description = "What to begin with.")
  private String preset;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to; printed if absent.")
  private Path file;

  @Mixin private PresetOptions options;

  @Mixin private ForceOption force;

  @Override
  public Integer call() {
    force.check(file);
    ExperimentConfig config = options.presets().get(preset, overrides);
    PrintWriter out = spec.commandLine().getOut();
    if (file == null) {
      out.print(config.toJson());
    } else {
      PresetOptions.write(file, config.toJson());
      out.println(file);
    }
    out.flush();
    return 0;
  }
}
