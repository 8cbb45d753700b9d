package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.FamilyCommands;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The commands of the protein family. */
public final class ProteinCommands implements FamilyCommands {
  @Override
  public String family() {
    return "protein structures";
  }

  @Override
  public Map<String, Function<CommandContext, Object>> commands() {
    Map<String, Function<CommandContext, Object>> commands = new LinkedHashMap<>();
    commands.put("data proteins", context -> new DataProteinsCommand());
    commands.put("config save", ConfigSaveCommand::new);
    commands.put("config check", context -> new ConfigCheckCommand());
    commands.put("config list", context -> new ConfigListCommand());
    commands.put("protein reconstruct", ReconstructCommand::new);
    commands.put("protein encode", EncodeCommand::new);
    commands.put("protein decode", DecodeCommand::new);
    commands.put("protein generate", GenerateProteinsCommand::new);
    commands.put("protein mask-rates", MaskRatesCommand::new);
    commands.put("protein stages", StagesCommand::new);
    return commands;
  }
}
