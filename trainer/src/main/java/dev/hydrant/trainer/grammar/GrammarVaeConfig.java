package dev.hydrant.trainer.grammar;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.settings.MayChange;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A grammar VAE as its users write it: all keys at the top level. */
public record GrammarVaeConfig(
    @MayChange @Doc("A block of grammar_vae/configs.yaml; null: the values that stand beside it.")
        Optional<String> preset,
    @MayChange @Doc("Those blocks, by name.") @Default("{}") Map<String, Object> presets,
    @MayChange @Doc("What the model is, in a line.") Optional<String> description,
    @Doc("Where prod is absent: molecules, pde or equations; the first run makes them.")
        @Default("molecules")
        @OneOf({"molecules", "pde", "equations"})
        String data,
    @Doc("The longest sequence of these; 100 of molecules, 15 of equations, all of pde.")
        @Range(min = 1)
        Optional<Integer> maxRules,
    @Doc("Numbers of rules, .npy of integers [N, T], -1 behind the end of a sequence.")
        Optional<Path> prod,
    @Doc("The rules that each place allows, .npy [N, T, P], or packed to bits.")
        Optional<Path> masks,
    @Doc("smiles, pde, equation, or a grammar file.") Optional<String> grammar,
    @Doc("P, the number of rules.") @Range(min = 1) Optional<Integer> numProductions,
    @Doc("A rule that only pads, beside -1.") @Range(min = 0) Optional<Integer> padId,
    @Doc("Which rows are for validation: drawn, or the last ones.")
        @Default("random")
        @OneOf({"random", "sequential"})
        String split,
    @Doc("Their share.") @Default("0.1") @Range(above = 0, below = 1) double valFraction,
    @Doc(
            "A folder with train_indices.npy, val_indices.npy and perhaps test_indices.npy, in place of both.")
        Optional<Path> splitDir,
    @Doc("Length of the latent vector.") @Default("56") @Range(min = 1) int zDim,
    @Doc("Channels: half of it, then twice as many in each layer, up to twice of it.")
        @Default("256")
        @Range(min = 2)
        int encoderHidden,
    @Default("3") @Range(min = 1) int encoderConvLayers,
    @Doc("Widths of the convolutions: one number, or one for each layer.") @Default("[3, 5, 7]")
        Object encoderKernel,
    @Doc("Channels of each layer, in place of the rule.") @Range(min = 1)
        Optional<List<Long>> encoderChannels,
    @Doc("What reaches the latent vector: the mean of all places, or all side by side.")
        @Default("mean")
        @OneOf({"mean", "flatten"})
        String encoderPool,
    @Doc("Width of a layer behind the convolutions; 0: none.") @Default("0") @Range(min = 0)
        int encoderDense,
    @Default("384") @Range(min = 1) int decoderHidden,
    @Default("3") @Range(min = 1) int decoderLayers,
    @Doc("Between recurrent layers.") @Default("0.2") @Range(min = 0, below = 1)
        double decoderDropout,
    @Doc("One set of weights for all recurrent layers.") @Default("false")
        boolean decoderShareLayers,
    @Default("256") @Range(min = 1) int batchSize,
    @Default("0.001") @Range(above = 0) double lr,
    @MayChange @Default("100") @Range(min = 0) long epochs,
    @OneOf({"plateau", "cosine", "step", "exponential"}) Optional<String> lrScheduler,
    @Default("0.5") @Range(above = 0, max = 1) double lrSchedulerFactor,
    @Default("10") @Range(min = 0) int lrSchedulerPatience,
    @Doc("The lowest rate.") @Default("1e-6") @Range(min = 0) double lrSchedulerMin,
    @Doc("The largest norm of the gradient; null: no limit.") @Range(above = 0)
        Optional<Double> gradientClipVal,
    @Default("norm") @OneOf({"norm", "value"}) String gradientClipAlgorithm,
    @Doc("How reconstruction and KL are weighed against each other.")
        @Default("per_dim")
        @OneOf({"per_dim", "elbo", "origin"})
        String lossScale,
    @Doc("The weight of the KL divergence.") @Default("1.0") @Range(min = 0) double beta,
    @Doc("Epochs in which it grows to beta; 0: beta at once.") @Default("20") @Range(min = 0)
        long klAnnealEpochs,
    @Doc("Let it grow again and again instead.") @Default("false") boolean cyclicalBeta,
    @Doc("Epochs of such a cycle.") @Default("10") @Range(min = 1) long cycleEpochs,
    @Doc("The part of a cycle in which it grows.") @Default("1.0") @Range(above = 0, max = 1)
        double cycleRatio,
    @Doc("Nats of a row's whole KL divergence that cost the same as none.")
        @Default("0.5")
        @Range(min = 0)
        double freeBits,
    @Doc("A factor on the noise of the latent vector in training.") @Default("1.0") @Range(min = 0)
        double latentNoise,
    @Doc("Validate a drawn latent vector instead of the mean.") @Default("false") boolean valSample,
    @Doc("End after so many epochs without a better one, once beta is reached; 0: never.")
        @Default("15")
        @Range(min = 0)
        int earlyStopPatience,
    @Doc("How many of the best stay by val/seq_acc, and by val/loss; -1: all.")
        @Default("3")
        @Range(min = -1)
        int saveTopK,
    @MayChange @Doc("Whether to say what to try when something is wrong.") @Default("true")
        boolean hints,
    @MayChange
        @Doc("0: the CPU, 1: a GPU, more: they share the batch; null: by device.")
        @Range(min = 0)
        Optional<Integer> gpus,
    @Doc("Everything random follows from it.") @Default("42") long seed) {

  @Check("encoder_kernel must be a number from 1, or a list of such numbers")
  boolean kernelsAreNumbers() {
    return kernels() != null;
  }

  @Check("encoder_kernel needs one entry for each of encoder_conv_layers, or one number for all")
  boolean kernelsFit() {
    return kernels() == null || kernels().size() == encoderConvLayers;
  }

  @Check("encoder_channels needs one entry for each of encoder_conv_layers")
  boolean channelsFit() {
    return encoderChannels().map(c -> c.size() == encoderConvLayers).orElse(true);
  }

  @Check("gradient_clip_algorithm: value is not available here; use norm")
  boolean clipsByNorm() {
    return gradientClipVal.isEmpty() || gradientClipAlgorithm.equals("norm");
  }

  /** The width of each convolution; null if they are no numbers. */
  List<Long> kernels() {
    List<?> given =
        encoderKernel instanceof List<?> list
            ? list
            : Collections.nCopies(encoderConvLayers, encoderKernel);
    boolean numbers = given.stream().allMatch(k -> k instanceof Number n && isCount(n));
    return numbers ? given.stream().map(k -> ((Number) k).longValue()).toList() : null;
  }

  private static boolean isCount(Number n) {
    return n.longValue() >= 1 && n.doubleValue() == n.longValue();
  }
}
