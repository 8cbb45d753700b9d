package dev.hydrant.trainer.lm.mamba;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Pattern;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.nn.Activation;
import dev.hydrant.trainer.settings.NoEffect;
import dev.hydrant.trainer.torch.Torch;

/** The shape of a {@link Mamba} and how it starts. */
public record MambaConfig(
    @Doc("Number of tokens.") @Default("50257") @Range(min = 1) int vocabSize,
    @Doc("Tokens of a row in training; the model itself has no longest row.")
        @Default("1024")
        @Range(min = 1)
        int nCtx,
    @Doc("Width of the residual stream, D.") @Alias("model_dim") @Default("768") @Range(min = 1)
        int dModel,
    @Doc("State of each channel, N.") @Default("16") @Range(min = 1) int dState,
    @Doc("Blocks.") @Alias("num_layers") @Default("12") @Range(min = 1) int nLayers,
    @NoEffect("the data say where documents end")
        @Doc("Accepted for exchange with other programs, without effect.")
        @Default("0")
        int padTokenId,
    @NoEffect("the data say where documents end")
        @Doc("Accepted for exchange with other programs, without effect.")
        @Default("0")
        int bosTokenId,
    @NoEffect("the data say where documents end")
        @Doc("Accepted for exchange with other programs, without effect.")
        @Default("0")
        int eosTokenId,
    @NoEffect("the recorded step fuses what it can")
        @Doc("Accepted, without effect: the recorded step fuses what it can.")
        @Default("false")
        boolean fusedAddNorm,
    @Doc("Inner width in units of D.") @Default("2") @Range(min = 1) int expand,
    @Doc("Tokens the convolution sees, its own included.") @Default("4") @Range(min = 1) int dConv,
    @Doc("Biases in the projections into and out of a block.") @Default("false") boolean useBias,
    @Doc("A bias in the convolution.") @Default("true") boolean useConvBias,
    @Doc("Nonlinearity behind the convolution; the gate's is silu.") @Default("silu")
        Activation hiddenAct,
    @Doc("Standard deviation of the token table at the start.") @Default("0.02") @Range(min = 0)
        double initializerRange,
    @NoEffect("the residual stream is never held in 16 bits")
        @Doc("Accepted; false has no effect: the residual stream is never held in 16 bits.")
        @Default("true")
        boolean residualInFp32,
    @Doc("Width through which step sizes are computed; auto is D/16, rounded up.")
        @Default("auto")
        @Pattern("auto|[1-9][0-9]*")
        String timeStepRank,
    @Doc("Factor on the initial weights of the step sizes.") @Default("1.0") @Range(above = 0)
        double timeStepScale,
    @Doc("Smallest step size at the start.") @Default("0.001") @Range(above = 0) double timeStepMin,
    @Doc("Largest step size at the start.") @Default("0.1") @Range(above = 0) double timeStepMax,
    @Doc("Initial weights of the step sizes: uniform in ±R^-0.5, or all R^-0.5.")
        @Default("random")
        @OneOf({"random", "constant"})
        String timeStepInitScheme,
    @Doc("No step size starts below this.") @Default("1e-4") @Range(above = 0) double timeStepFloor,
    @Doc("Divides the initial weights of the projections out of blocks by √n_layers.")
        @Default("false")
        boolean rescalePrenormResidual,
    @Doc("A gated MLP of width D behind each block, which the paper has not.") @Default("false")
        boolean useMlp,
    @Doc(
            "How states are computed inside a chunk: sequential, one token after the other;"
                + " chunked, by an associative scan in log2(scan_chunk) passes; auto is what is"
                + " faster on the device. All compute chunk by chunk and again in the backward"
                + " pass.")
        @Default("auto")
        @OneOf({"auto", "sequential", "chunked"})
        String scanImpl,
    @Doc("Tokens whose states exist at a time.") @Default("64") @Range(min = 1) int scanChunk) {

  @Check("time_step_min must not exceed time_step_max")
  boolean stepsAreARange() {
    return timeStepMin <= timeStepMax;
  }

  /** Inner width Di. */
  int dInner() {
    return expand * dModel;
  }

  /** Rank R of the step sizes. */
  int rank() {
    return timeStepRank.equals("auto") ? (dModel + 15) / 16 : Integer.parseInt(timeStepRank);
  }

  /** Whether a chunk is scanned in passes over all its tokens, which pays on a GPU. */
  boolean isAssociative(Torch torch) {
    return scanImpl.equals("auto") ? torch.device().startsWith("cuda") : scanImpl.equals("chunked");
  }
}
