package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.run.RunSetup;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
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

  @Mixin private ConfigPlaces places;

  @Parameters(
      paramLabel = "OVERRIDES",
      showDefaultValue = Help.Visibility.NEVER,
      description = "Changes to the config.")
  private List<String> overrides = List.of();

  String name() {
    return configName;
  }

  /** What is to be trained, checked as {@code train} does. */
  RunSetup setup() {
    return places.setup(configName, overrides);
  }
}
