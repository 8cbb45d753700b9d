package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.FamilyCommands;
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
    return Map.of("data proteins", context -> new DataProteinsCommand());
  }
}
