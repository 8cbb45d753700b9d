package dev.hydrant.trainer.lm.moe;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.nn.Activation;
import dev.hydrant.trainer.settings.NoEffect;
import java.util.List;
import java.util.Optional;

/** The shape of a {@link MixtureOfExperts}, and how its routers are kept in balance. */
public record MixtureOfExpertsConfig(
    @Doc("Number of tokens V.") @Default("50257") @Range(min = 1) int vocabSize,
    @Doc("Longest sequence; rows of the batch are cut to it.") @Default("1024") @Range(min = 1)
        int nCtx,
    @Doc("Width D.") @Alias("model_dim") @Default("768") @Range(min = 1) int dModel,
    @Doc("Attention heads; divides d_model.") @Alias("n_heads") @Default("6") @Range(min = 1)
        int numHeads,
    @Doc("Blocks.") @Alias("num_layers") @Default("12") @Range(min = 1) int nLayers,
    @Doc("Inner width of an expert in units of D.") @Default("4") @Range(min = 1) int dMult,
    @Doc("Experts of each block, E.") @Default("8") @Range(min = 1) int numExperts,
    @Doc("Experts that each token goes to.") @Default("2") @Range(min = 1) int topK,
    @Doc("In training the router sees each number times a random one in 1 ± this.")
        @Default("0.0")
        @Range(min = 0, below = 1)
        double jitterNoise,
    @Doc("Weight of the balance loss of every block; 0.01 if alphas is absent too.") @Range(min = 0)
        Optional<Double> alpha,
    @Doc("Weight of the balance loss, one for each block.") @Range(min = 0)
        Optional<List<Double>> alphas,
    @Doc("Weight of the router's z-loss of every block; 0.001 if betas is absent too.")
        @Range(min = 0)
        Optional<Double> beta,
    @Doc("Weight of the router's z-loss, one for each block.") @Range(min = 0)
        Optional<List<Double>> betas,
    @Doc("How the chosen experts are weighted; mixtral: by their softmax over the chosen.")
        @Default("mixtral")
        @OneOf("mixtral")
        String gateType,
    @NoEffect("the weights of the chosen always sum to 1")
        @Doc("Accepted, without effect: the weights of the chosen always sum to 1.")
        Optional<Double> gateNormFactor,
    @Doc("Non-linearity of the experts.") @Default("gelu_tanh") Activation nonlin) {

  @Check("num_heads must divide d_model")
  boolean headsDivideWidth() {
    return dModel % numHeads == 0;
  }

  @Check("top_k must not exceed num_experts")
  boolean enoughExperts() {
    return topK <= numExperts;
  }

  @Check("alpha and alphas exclude each other")
  boolean oneAlpha() {
    return alpha.isEmpty() || alphas.isEmpty();
  }

  @Check("beta and betas exclude each other")
  boolean oneBeta() {
    return beta.isEmpty() || betas.isEmpty();
  }

  @Check("alphas needs n_layers values")
  boolean anAlphaForEachBlock() {
    return alphas.isEmpty() || alphas.get().size() == nLayers;
  }

  @Check("betas needs n_layers values")
  boolean aBetaForEachBlock() {
    return betas.isEmpty() || betas.get().size() == nLayers;
  }

  /** Weight of a block's balance loss. */
  double alpha(int layer) {
    return alphas.map(a -> a.get(layer)).orElse(alpha.orElse(0.01));
  }

  /** Weight of a block's z-loss. */
  double beta(int layer) {
    return betas.map(b -> b.get(layer)).orElse(beta.orElse(0.001));
  }
}
