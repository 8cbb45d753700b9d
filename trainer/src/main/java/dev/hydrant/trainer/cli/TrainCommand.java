package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composition;
import dev.hydrant.trainer.ModelRegistry;
import dev.hydrant.trainer.RunContext;
import dev.hydrant.trainer.Train;
import dev.hydrant.trainer.report.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrant train}: composes a configuration and trains what it describes. */
@Command(
    name = "train",
    description = "Compose a configuration and train the model it describes.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Overrides:  key=value  change    +key=value  add    ++key=value  either    ~key  delete",
      "            group=option         key=[1,2]   lists  'key={a: 1}' maps",
      "Examples:   hydrant train num_iterations=50 lr=1e-3 model_cfg.n_layers=2",
      "            hydrant train --config-name=gpt2 'train_files=\"my_data/train_*.bin\"'",
      "            hydrant train resume=outputs/2025-01-31/12-00-00"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Option(
      names = {"--cfg", "-c"},
      paramLabel = "PART",
      description = "Print the config instead of training: job, hydra or all.")
  private String show;

  @Override
  public Integer call() throws IOException {
    Composition composition = config.compose();
    composition.warnings().forEach(w -> LoggerFactory.getLogger("hydrant").warn(w));
    if (show != null) {
      System.out.print(composition.toYaml());
      return 0;
    }
    RunContext unbound = context(Path.of(""));
    new Train(composition.resolved(), ModelRegistry.load(), unbound);
    Path directory = RunDirectory.create(composition);
    try (RunLog log = RunLog.open(directory.resolve("train.log"))) {
      return new Train(composition.resolved(), ModelRegistry.load(), context(directory)).call();
    }
  }

  private RunContext context(Path directory) {
    return new RunContext(
        directory, config.command(), System.out, System.err, Terminal.interactive());
  }
}
