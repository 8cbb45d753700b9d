package dev.hydrant.trainer.vqvae.command;

import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.FamilyCommands;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Registers the commands of VQ-VAEs. */
public final class VqVaeCommands implements FamilyCommands {
  @Override
  public String family() {
    return "vqvae";
  }

  @Override
  public Map<String, Function<CommandContext, Object>> commands() {
    Map<String, Function<CommandContext, Object>> commands = new LinkedHashMap<>();
    commands.put("data features", context -> new DataFeaturesCommand());
    commands.put("encode", EncodeCommand::new);
    commands.put("decode", DecodeCommand::new);
    commands.put("plot", PlotCommand::new);
    return commands;
  }
}
