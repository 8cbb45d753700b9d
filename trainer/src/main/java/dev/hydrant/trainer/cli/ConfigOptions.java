package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composition;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.Configurations;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.UnreadKeys;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options by which a command is told its configuration. */
final class ConfigOptions {
  static final String STANDARD = "gpt2_small";

  @Option(
      names = {"--config-name", "-cn"},
      paramLabel = "NAME",
      description = "The config (default: " + STANDARD + ").")
  private String configName = STANDARD;

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

  @Parameters(
      paramLabel = "OVERRIDES",
      showDefaultValue = Help.Visibility.NEVER,
      description = "Changes to the config.")
  private List<String> overrides = List.of();

  String name() {
    return configName;
  }

  Composition compose() {
    return Configurations.compose(Home.configs(configPath), configDir, configName, overrides);
  }

  /** What is to be trained, checked as {@code train} does. */
  RunSetup setup() {
    Composition config = compose();
    UnreadKeys.report(config);
    return RunSetup.of(config.resolved(), ModelRegistry.load());
  }
}
