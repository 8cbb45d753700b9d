package dev.hydrant.trainer.lm.mdlm;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.lm.diffusion.Denoiser;
import dev.hydrant.trainer.lm.diffusion.States;

/** What a masked diffusion language model can be told. */
public record MdlmConfig(
    @Doc("Number of tokens V.") @Default("50257") @Range(min = 2) int vocabSize,
    @Doc("Tokens of a row.") @Default("1024") @Range(min = 2) int nCtx,
    @Doc("Width D.") @Alias("model_dim") @Default("768") @Range(min = 1) int dModel,
    @Doc("Attention heads; divides d_model.") @Alias("n_heads") @Default("6") @Range(min = 1)
        int numHeads,
    @Doc("Blocks.") @Alias("num_layers") @Default("12") @Range(min = 1) int nLayers,
    @Doc("How the share α of visible tokens falls with time.") @Default("cosine")
        AlphaType alphaType,
    @Doc("α at time 1.") @Default("0.001") @Range(min = 0, below = 1) double alphaMin,
    @Doc("α at time 0.") @Default("1.0") @Range(above = 0, max = 1) double alphaMax,
    @Doc("Whether time is a number in [0, 1); otherwise one of num_timesteps steps.")
        @Default("true")
        boolean continuousTime,
    @Doc("Steps of discrete time.") @Default("1000") @Range(min = 1) int numTimesteps,
    @Doc("Whether the prediction never is the mask; otherwise a plain softmax over all states.")
        @Default("true")
        boolean useSubsParameterization,
    @Doc("Steps from masks to text.") @Default("100") @Range(min = 1) int numSamplingSteps,
    @Doc("Whether the times of a batch are equally spaced from one random shift.") @Default("true")
        boolean useLowDiscrepancySampler,
    @Doc("Tokens drawn at once behind a full context; at most n_ctx − 1 count.")
        @Default("512")
        @Range(min = 1)
        int sarChunkSize,
    @Doc("Id of a token that data do not contain, to serve as mask; −1 adds a state V.")
        @Default("-1")
        @Range(min = -1)
        int absorbingStateIdx,
    @Doc("Whether the network is told the level of noise, −ln α.") @Default("false")
        boolean timeConditioning) {

  @Check("num_heads must divide d_model")
  boolean headsDivideWidth() {
    return dModel % numHeads == 0;
  }

  @Check("alpha_min must be below alpha_max")
  boolean alphaFalls() {
    return alphaMin < alphaMax;
  }

  @Check("alpha_min must be above 0 with time_conditioning, which reads its logarithm")
  boolean levelIsFinite() {
    return !timeConditioning || alphaMin > 0;
  }

  @Check("absorbing_state_idx must be below vocab_size")
  boolean maskIsAToken() {
    return absorbingStateIdx < vocabSize;
  }

  Denoiser.Sizes sizes() {
    return new Denoiser.Sizes(
        States.masked(vocabSize, absorbingStateIdx),
        nCtx,
        dModel,
        numHeads,
        nLayers,
        timeConditioning);
  }

  MaskSchedule schedule() {
    return new MaskSchedule(alphaType, alphaMin, alphaMax);
  }
}
