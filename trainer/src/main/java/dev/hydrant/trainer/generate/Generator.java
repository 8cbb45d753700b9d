package dev.hydrant.trainer.generate;

import dev.hydrant.trainer.torch.EagerTorch;
import java.util.function.Consumer;

/** Draws samples from a model as text. */
public interface Generator {
  /**
   * Continues a prompt.
   *
   * @param sink takes the text piece by piece, the prompt not included
   */
  void generate(EagerTorch torch, String prompt, SamplingOptions options, Consumer<String> sink);
}
