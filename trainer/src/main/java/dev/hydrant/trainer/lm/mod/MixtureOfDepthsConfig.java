package dev.hydrant.trainer.lm.mod;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;

/** The shape of a {@link MixtureOfDepths}, and which tokens its blocks take. */
public record MixtureOfDepthsConfig(
    @Doc("Number of tokens V.") @Default("50257") @Range(min = 1) int vocabSize,
    @Doc("Longest sequence; rows of the batch are cut to it.") @Default("1024") @Range(min = 1)
        int nCtx,
    @Doc("Width D.") @Alias("model_dim") @Default("768") @Range(min = 1) int dModel,
    @Doc("Attention heads; divides d_model.") @Alias("n_heads") @Default("6") @Range(min = 1)
        int numHeads,
    @Doc("Blocks.") @Alias("num_layers") @Default("12") @Range(min = 1) int nLayers,
    @Doc("Width of the MLP in units of D.") @Default("4") @Range(min = 1) int dMult,
    @Doc("Part of a row's tokens that a routed block takes; at least one token.")
        @Default("0.125")
        @Range(above = 0, max = 1)
        double capacity,
    @Doc("Route every other block only, from the first; the others take all tokens.")
        @Default("false")
        boolean everyOther,
    @Doc("Factor on what a block adds to a token: the router's value, its sigmoid, or 1.")
        @Default("raw")
        @OneOf({"raw", "sigmoid", "none"})
        String modGate,
    @Doc("Learn to predict, from a token alone, whether it is among the taken.") @Default("true")
        boolean predictor,
    @Doc(
            "Who routes in validation and generation: predictor, without looking ahead; or topk, as"
                + " in training. Without a predictor it is topk.")
        @Default("predictor")
        @OneOf({"predictor", "topk"})
        String evalRouting,
    @Doc(
            "First value of the routers' biases. At 0 raw-gated blocks start by adding almost nothing.")
        @Default("0")
        double routerBiasInit) {

  @Check("num_heads must divide d_model")
  boolean headsDivideWidth() {
    return dModel % numHeads == 0;
  }

  boolean isRouted(int layer) {
    return !everyOther || layer % 2 == 0;
  }

  int routedLayers() {
    return everyOther ? (nLayers + 1) / 2 : nLayers;
  }

  /** How many of a row's tokens a routed block takes. */
  long taken(long tokens) {
    return Math.max(1, (long) Math.floor(capacity * tokens));
  }

  boolean predictsInEvaluation() {
    return predictor && evalRouting.equals("predictor");
  }
}
