package dev.hydrant.trainer.lm.vanilla;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Activation;

/** The shape of a plain transformer. */
public record VanillaConfig(
    @Doc("Number of tokens V.") @Default("50257") @Range(min = 1) int vocabSize,
    @Doc("Longest sequence; rows of the batch are cut to it.") @Default("1024") @Range(min = 1)
        int nCtx,
    @Doc("Width D.") @Alias("model_dim") @Default("768") @Range(min = 1) int dModel,
    @Doc("Attention heads; divides d_model.") @Alias("n_heads") @Default("6") @Range(min = 1)
        int numHeads,
    @Doc("Blocks.") @Alias("num_layers") @Default("12") @Range(min = 1) int nLayers,
    @Doc("Width of the MLP in units of D.") @Default("4") @Range(min = 1) int dMult,
    @Doc("Added to the variance in layer norms.") @Default("1e-5") @Range(above = 0) double eps,
    @Doc("Non-linearity of the MLP.") @Default("gelu_tanh") Activation nonlin,
    @Doc("Whether a position sees only those before it.") @Default("true") boolean isCausal) {

  @Check("num_heads must divide d_model")
  boolean headsDivideWidth() {
    return dModel % numHeads == 0;
  }

  /** The same, as GPT-2 knows it. */
  Gpt2Config asGpt2() {
    return new Gpt2Config(vocabSize, nCtx, dModel, numHeads, nLayers, dMult, eps, nonlin, isCausal);
  }
}
