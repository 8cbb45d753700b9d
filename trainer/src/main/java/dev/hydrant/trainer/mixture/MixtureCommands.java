package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.FamilyCommands;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The commands for Gaussian mixtures. */
public final class MixtureCommands implements FamilyCommands {
  @Override
  public String family() {
    return "Gaussian mixtures";
  }

  @Override
  public Map<String, Function<CommandContext, Object>> commands() {
    Map<String, Function<CommandContext, Object>> commands = new LinkedHashMap<>();
    commands.put("presets list", c -> new PresetsListCommand());
    commands.put("presets describe", c -> new PresetsDescribeCommand());
    commands.put("presets export", c -> new PresetsExportCommand());
    commands.put("presets import", c -> new PresetsImportCommand());
    commands.put("mixture save", c -> new SaveCommand());
    commands.put("mixture evaluate", EvaluateMixturesCommand::new);
    commands.put("mixture predict", PredictCommand::new);
    return commands;
  }
}
