package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composition;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.Configurations;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.UnreadKeys;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say where configs are. */
final class ConfigPlaces {
  @Option(
      names = {"--config-path", "-cp"},
      paramLabel = "DIR",
      description = "Directory of the configs (default: conf).")
  private Path configPath;

  @Option(
      names = {"--config-dir", "-cd"},
      paramLabel = "DIR",
      description = "Another directory with configs.")
  private Path configDir;

  /** What is to be trained, checked as {@code train} does. */
  RunSetup setup(String name, List<String> overrides) {
    Composition config =
        Configurations.compose(Home.configs(configPath), configDir, name, overrides);
    UnreadKeys.report(config);
    return RunSetup.of(config.resolved(), ModelRegistry.load());
  }
}
