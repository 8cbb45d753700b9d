package dev.hydrant.trainer.lm.recurrentdepth;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.settings.NoEffect;

/** The shape of a {@link RecurrentDepth}, and how often its core runs. */
public record RecurrentDepthConfig(
    @Doc("Number of tokens V.") @Default("50257") @Range(min = 1) int vocabSize,
    @Doc("Longest sequence; rows of the batch are cut to it.") @Default("1024") @Range(min = 1)
        int nCtx,
    @Doc("Width D.") @Alias("model_dim") @Default("768") @Range(min = 1) int dModel,
    @Doc("Attention heads; divides d_model.") @Alias("n_heads") @Default("6") @Range(min = 1)
        int numHeads,
    @NoEffect("the depth is l_p, l_core and l_c")
        @Doc("Accepted, without effect: the depth is l_p, l_core and l_c.")
        @Alias("num_layers")
        @Default("12")
        int nLayers,
    @Doc("Blocks of the prelude, which runs once in front.") @Default("2") @Range(min = 0) int lP,
    @Doc("Blocks of the core, which is repeated.") @Default("4") @Range(min = 1) int lCore,
    @Doc("Blocks of the coda, which runs once at the end.") @Default("2") @Range(min = 0) int lC,
    @Doc("In training the core runs 1 + Poisson(λ) times; this is the mean of λ.")
        @Default("32")
        @Range(above = 0)
        double meanRecurrence,
    @Doc("Variance of ln λ. Large values mean few repetitions mostly, and very many sometimes.")
        @Default("3.0")
        @Range(min = 0)
        double lognormVar,
    @Doc("Last repetitions through which the gradient flows.") @Default("8") @Range(min = 1)
        int kTrunc,
    @Doc("Standard deviation of the random first state.") @Default("0.02") @Range(min = 0)
        double s0Std,
    @Doc("Most repetitions in training.") @Default("64") @Range(min = 1) int rMax,
    @Doc("Repetitions in validation and generation.") @Default("32") @Range(min = 1)
        int evalRecurrence,
    @Doc("Whether the output uses the token table.") @Default("true") boolean tieEmbeddings,
    @Doc("How the input enters each repetition: concat, by a linear map of both; or add.")
        @Default("concat")
        @OneOf({"concat", "add"})
        String adapterMode,
    @Doc(
            "pre: GPT-2's blocks; sandwich: blocks with RMS norms in front of each part and behind"
                + " each sum.")
        @Default("pre")
        @OneOf({"pre", "sandwich"})
        String normStyle) {

  @Check("num_heads must divide d_model")
  boolean headsDivideWidth() {
    return dModel % numHeads == 0;
  }

  boolean isConcat() {
    return adapterMode.equals("concat");
  }

  boolean isSandwich() {
    return normStyle.equals("sandwich");
  }

  /** Blocks a token passes on average; scales the initial residual projections. */
  int meanDepth() {
    return (int) Math.round(lP + lCore * meanRecurrence + lC);
  }
}
