package dev.hydrant.trainer.lm.gpt2;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Range;

/**
 * The shape of a GPT-2.
 *
 * @param vocabSize number of tokens V
 * @param nCtx longest sequence
 * @param dModel width D
 * @param numHeads attention heads
 * @param nLayers blocks
 * @param dMult width of the MLP in units of D
 * @param isCausal whether a position sees only those before it
 */
public record Gpt2Config(
    @Default("50257") @Range(min = 1) int vocabSize,
    @Default("1024") @Range(min = 1) int nCtx,
    @Alias("model_dim") @Default("768") @Range(min = 1) int dModel,
    @Alias("n_heads") @Default("6") @Range(min = 1) int numHeads,
    @Alias("num_layers") @Default("12") @Range(min = 1) int nLayers,
    @Default("4") @Range(min = 1) int dMult,
    @Default("true") boolean isCausal) {

  @Check("num_heads must divide d_model")
  boolean headsDivideWidth() {
    return dModel % numHeads == 0;
  }

  /** The sizes of GPT-2 small, with six heads. */
  public static Gpt2Config defaults() {
    return new Gpt2Config(50257, 1024, 768, 6, 12, 4, true);
  }
}
