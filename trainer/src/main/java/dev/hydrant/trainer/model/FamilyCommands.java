package dev.hydrant.trainer.model;

import java.util.Map;
import java.util.function.Function;

/**
 * Commands that a family of models brings, such as {@code hydrant encode}. They are found by {@link
 * java.util.ServiceLoader}, with a line in {@code
 * META-INF/services/dev.hydrant.trainer.model.FamilyCommands}, and listed in help under the
 * family's name.
 *
 * <pre>{@code
 * public final class VqVaeCommands implements FamilyCommands {
 *   public String family() { return "vqvae"; }
 *
 *   public Map<String, Function<CommandContext, Object>> commands() {
 *     return Map.of("encode", EncodeCommand::new, "data features", FeaturesCommand::new);
 *   }
 * }
 * }</pre>
 */
public interface FamilyCommands {
  /** The heading of these commands in help. */
  String family();

  /**
   * How each command is made, by its words: {@code encode}, or {@code data features} for one below
   * another. It is made only when it is called or listed; what is made is an object with picocli's
   * annotations that is a {@link java.util.concurrent.Callable} of an exit code, or has commands
   * below it.
   */
  Map<String, Function<CommandContext, Object>> commands();
}
