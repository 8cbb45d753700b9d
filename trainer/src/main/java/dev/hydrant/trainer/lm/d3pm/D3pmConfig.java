package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.lm.diffusion.Denoiser;
import dev.hydrant.trainer.lm.diffusion.States;

/** What a discrete denoising diffusion model can be told. */
public record D3pmConfig(
    @Doc("Number of tokens V.") @Default("50257") @Range(min = 2) int vocabSize,
    @Doc("Tokens of a row.") @Default("1024") @Range(min = 2) int nCtx,
    @Doc("Width D.") @Alias("model_dim") @Default("768") @Range(min = 1) int dModel,
    @Doc("Attention heads; divides d_model.") @Alias("n_heads") @Default("6") @Range(min = 1)
        int numHeads,
    @Doc("Blocks.") @Alias("num_layers") @Default("12") @Range(min = 1) int nLayers,
    @Doc("What noise does to a token.") @Default("absorbing") D3pmTransition transitionType,
    @Doc("How noise grows over the steps.") @Default("cosine") BetaSchedule noiseSchedule,
    @Doc("Id of a token that data do not contain, to serve as mask; −1 adds a state V.")
        @Default("-1")
        @Range(min = -1)
        int absorbingStateIdx,
    @Doc("Steps of noise T.") @Default("1000") @Range(min = 1) int numTimesteps,
    @Doc("Weight λ of the plain cross entropy beside the bound.") @Default("0.01") @Range(min = 0)
        double auxiliaryLossWeight,
    @Doc("Steps from noise to text; at most num_timesteps count.") @Default("1000") @Range(min = 1)
        int samplingTimesteps,
    @Doc("β of the first step of gaussian with linear.") @Default("1e-4") @Range(above = 0)
        double gaussianBetaMin,
    @Doc("β of the last step of gaussian with linear.") @Default("0.02") @Range(above = 0)
        double gaussianBetaMax,
    @Doc("Near tokens of each token, for nearest_neighbor.") @Default("5") @Range(min = 1)
        int nearestNeighbors) {
  private static final int MOST_DENSE_STATES = 1024;
  private static final long MOST_MATRIX_ELEMENTS = 1L << 27;

  /** β of the first step of a linear schedule, for masks and uniform noise (Austin et al.). */
  private static final double LINEAR_FIRST = 0.02;

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
    return absorbingStateIdx < 0 || transitionType == D3pmTransition.ABSORBING;
  }

  @Check(
      "transition_type gaussian and nearest_neighbor hold a matrix over all pairs of tokens;"
          + " vocab_size must be at most 1024")
  boolean matricesAreSmall() {
    return !transitionType.isDense() || vocabSize <= MOST_DENSE_STATES;
  }

  @Check(
      "transition_type gaussian holds num_timesteps + 1 matrices over all pairs of tokens;"
          + " (num_timesteps + 1) times vocab_size squared must be at most 134,217,728")
  boolean matricesFit() {
    return transitionType != D3pmTransition.GAUSSIAN
        || (numTimesteps + 1L) * vocabSize * vocabSize <= MOST_MATRIX_ELEMENTS;
  }

  @Check("nearest_neighbors must be below vocab_size")
  boolean thereAreNeighbors() {
    return transitionType != D3pmTransition.NEAREST_NEIGHBOR || nearestNeighbors < vocabSize;
  }

  Denoiser.Sizes sizes() {
    States states =
        transitionType == D3pmTransition.ABSORBING
            ? States.masked(vocabSize, absorbingStateIdx)
            : States.tokensOnly(vocabSize);
    return new Denoiser.Sizes(states, nCtx, dModel, numHeads, nLayers, true);
  }

  Betas betas() {
    return transitionType == D3pmTransition.GAUSSIAN
        ? Betas.of(noiseSchedule, numTimesteps, gaussianBetaMin, gaussianBetaMax)
        : Betas.of(noiseSchedule, numTimesteps, LINEAR_FIRST, 1);
  }
}
