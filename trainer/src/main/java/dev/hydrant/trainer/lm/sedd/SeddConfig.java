package dev.hydrant.trainer.lm.sedd;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.lm.diffusion.Denoiser;
import dev.hydrant.trainer.lm.diffusion.States;

/** What a score entropy diffusion model can be told. */
public record SeddConfig(
    @Doc("Number of tokens V.") @Default("50257") @Range(min = 2) int vocabSize,
    @Doc("Tokens of a row.") @Default("1024") @Range(min = 2) int nCtx,
    @Doc("Width D.") @Alias("model_dim") @Default("768") @Range(min = 1) int dModel,
    @Doc("Attention heads; divides d_model.") @Alias("n_heads") @Default("6") @Range(min = 1)
        int numHeads,
    @Doc("Blocks.") @Alias("num_layers") @Default("12") @Range(min = 1) int nLayers,
    @Doc("What noise does to a token.") @Default("absorbing") SeddTransition transitionType,
    @Doc("How the total noise σ grows with time.") @Default("mutual_info")
        SigmaSchedule noiseSchedule,
    @Doc("Whether time is a number in (eps, 1]; otherwise one of num_timesteps steps.")
        @Default("true")
        boolean continuousTime,
    @Doc("Steps of discrete time.") @Default("1000") @Range(min = 1) int numTimesteps,
    @Doc("Id of a token that data do not contain, to serve as mask; −1 adds a state V.")
        @Default("-1")
        @Range(min = -1)
        int absorbingStateIdx,
    @Doc("Weight of the cross entropy of the scores, read as a prediction, at changed tokens.")
        @Default("1.0")
        @Range(min = 0)
        double lmLossWeight,
    @Doc("Weight of the score entropy.") @Default("1.0") @Range(min = 0) double seLossWeight,
    @Doc("Steps from noise to text, one more to remove the last of it.")
        @Default("50")
        @Range(min = 1)
        int samplingTimesteps,
    @Doc("The least time; mutual_info leaves such a share of tokens unchanged at time 1.")
        @Default("1e-3")
        @Range(above = 0, below = 1)
        double eps,
    @Doc("σ at time 0 for geometric.") @Default("1e-4") @Range(above = 0) double sigmaMin,
    @Doc("σ at time 1 for geometric.") @Default("20") @Range(above = 0) double sigmaMax) {

  @Check("num_heads must divide d_model")
  boolean headsDivideWidth() {
    return dModel % numHeads == 0;
  }

  @Check("absorbing_state_idx must be below vocab_size")
  boolean maskIsAToken() {
    return absorbingStateIdx < vocabSize;
  }

  @Check("absorbing_state_idx needs transition_type absorbing; other noise has no mask")
  boolean onlyMasksHaveAnId() {
    return absorbingStateIdx < 0 || transitionType == SeddTransition.ABSORBING;
  }

  @Check("sigma_min must be below sigma_max")
  boolean sigmaGrows() {
    return sigmaMin < sigmaMax;
  }

  @Check("lm_loss_weight and se_loss_weight must not both be 0")
  boolean somethingIsLearned() {
    return lmLossWeight > 0 || seLossWeight > 0;
  }

  Denoiser.Sizes sizes() {
    States states =
        transitionType == SeddTransition.ABSORBING
            ? States.masked(vocabSize, absorbingStateIdx)
            : States.tokensOnly(vocabSize);
    return new Denoiser.Sizes(states, nCtx, dModel, numHeads, nLayers, true);
  }

  Sigma sigma() {
    return new Sigma(noiseSchedule, eps, sigmaMin, sigmaMax);
  }
}
