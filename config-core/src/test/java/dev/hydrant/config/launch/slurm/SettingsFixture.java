package dev.hydrant.config.launch.slurm;

import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.source.YamlReader;

/** Launcher settings from YAML, as a config gives them. */
final class SettingsFixture {
  private SettingsFixture() {}

  static SlurmSettings of(String yaml) {
    return Binder.bind(
        YamlReader.read(yaml, "launcher.yaml", InterpolationParser::parse, Budget.DEFAULT),
        "hydra.launcher",
        SlurmSettings.class);
  }
}
