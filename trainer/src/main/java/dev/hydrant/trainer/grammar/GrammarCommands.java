package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.FamilyCommands;
import java.util.Map;
import java.util.function.Function;

/** Commands of grammar VAEs: preparing text, and looking at a trained model. */
public final class GrammarCommands implements FamilyCommands {
  @Override
  public String family() {
    return "grammar VAEs";
  }

  @Override
  public Map<String, Function<CommandContext, Object>> commands() {
    return Map.of(
        "data grammar", ImportCommand::new,
        "grammar generate", SampleCommand::new,
        "grammar reconstruct", ReconstructCommand::new,
        "grammar interpolate", InterpolateCommand::new,
        "grammar encode", EncodeCommand::new);
  }
}
