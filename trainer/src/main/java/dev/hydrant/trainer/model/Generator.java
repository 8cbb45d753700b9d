package dev.hydrant.trainer.model;

import dev.hydrant.trainer.torch.EagerTorch;
import java.util.Set;
import java.util.function.Consumer;

/** Draws samples from a model as text. */
public interface Generator {
  /**
   * Finds out whether a prompt can be continued.
   *
   * @throws dev.hydrant.trainer.error.UserException if it holds tokens that the model does not know
   */
  default void check(String prompt) {}

  /**
   * Continues a prompt.
   *
   * @param sink takes the text piece by piece, the prompt not included
   */
  GenerationStats generate(
      EagerTorch torch, String prompt, SamplingOptions options, Consumer<String> sink);

  /** What this generator offers beyond what all do. */
  default Set<GeneratorFeature> features() {
    return Set.of();
  }
}
