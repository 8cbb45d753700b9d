package dev.hydrant.trainer.lm.vanilla;

import dev.hydrant.trainer.lm.gpt2.Gpt2Adapter;

/**
 * Registers type {@code vanilla}: GPT-2 by the name that configs for a plain transformer give it,
 * with the same keys.
 */
public final class VanillaAdapter extends Gpt2Adapter {
  @Override
  public String type() {
    return "vanilla";
  }

  @Override
  public String description() {
    return "A plain pre-norm transformer with a choice of non-linearity and mask";
  }
}
