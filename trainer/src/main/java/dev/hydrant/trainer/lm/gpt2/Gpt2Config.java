package dev.hydrant.trainer.lm.gpt2;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.nn.Activation;

/** The shape of a GPT-2, and of the plain transformer that is one. */
public record Gpt2Config(
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

  /** With GPT-2's epsilon and non-linearity. */
  public Gpt2Config(
      int vocabSize, int nCtx, int dModel, int numHeads, int nLayers, int dMult, boolean isCausal) {
    this(vocabSize, nCtx, dModel, numHeads, nLayers, dMult, 1e-5, Activation.GELU_TANH, isCausal);
  }

  @Check("num_heads must divide d_model")
  boolean headsDivideWidth() {
    return dModel % numHeads == 0;
  }

  /** The sizes of GPT-2 small, with six heads. */
  public static Gpt2Config defaults() {
    return new Gpt2Config(50257, 1024, 768, 6, 12, 4, true);
  }

  /** Six for each weight of a matrix product, and twelve T·D a layer for attention. */
  public double flopsPerToken() {
    double d = dModel;
    double blocks = nLayers * (4 + 2.0 * dMult) * d * d;
    return 6 * (vocabSize * d + blocks) + 12 * nLayers * nCtx * d;
  }
}
