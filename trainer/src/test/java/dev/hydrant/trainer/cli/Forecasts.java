package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.engine.callback.RunContext;
import dev.hydrant.trainer.forecast.Forecast;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.ShellCommand;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Train;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Forecasts of the shipped configs over a tiny shard. */
final class Forecasts {
  private Forecasts() {}

  static Forecast of(Path shard, String name, String... more) {
    List<String> overrides = new ArrayList<>(TinyShards.overrides(shard));
    overrides.addAll(List.of(more));
    MapNode tree =
        Composer.builder()
            .searchPath(ShippedConfigs.DIRECTORY.toString())
            .build()
            .compose(name, overrides)
            .resolved();
    PrintStream none = new PrintStream(OutputStream.nullOutputStream());
    RunContext nowhere =
        new RunContext(Path.of(""), ShellCommand.of(), none, none, false, PreparationProgress.NONE);
    return new Train(RunSetup.of(tree, ModelRegistry.load()), nowhere).forecast();
  }
}
