package dev.hydrant.trainer.mixture.config;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.settings.MayChange;
import java.util.List;
import java.util.Optional;

/** How the network is trained. */
public record Training(
    @Doc("Sets of a micro-batch.") @Default("64") @Range(min = 1) int batchSize,
    @MayChange @Default("100") @Range(min = 0) long numEpochs,
    @Doc("Sets of an epoch.") @Default("32768") @Range(min = 1) long numTrainSamples,
    @Doc("Whether every epoch has the sets of the first, to see overfitting.") @Default("false")
        boolean fixedTrainingData,
    @Doc("In place of optimizer.learning_rate.") @Range(above = 0) Optional<Double> learningRate,
    @Default("{}") Optimizer optimizer,
    @Default("{}") Scheduler scheduler,
    @Default("{}") Loss loss,
    @Doc("Largest global norm of the gradient; no limit if absent.") @Range(above = 0)
        Optional<Double> gradientClipVal,
    @Default("1") @Range(min = 1) int gradientAccumulationSteps,
    @MayChange
        @Doc("End after so many validations without a better loss; never if absent.")
        @Range(min = 1)
        Optional<Integer> earlyStoppingPatience,
    @MayChange @Default("0") @Range(min = 0) double earlyStoppingDelta,
    @MayChange @Doc("Whether the checkpoint with the best validation stays.") @Default("true")
        boolean saveBestModel,
    @MayChange @Doc("Epochs between further checkpoints; 0 for none.") @Default("0") @Range(min = 0)
        long checkpointEvery) {

  /** The learning rate that counts. */
  public double rate() {
    return learningRate.orElse(optimizer.learningRate());
  }

  /** The optimizer. */
  public record Optimizer(
      @Alias("optimizer") @Default("adamw") @OneOf({"adamw", "adam", "sgd"}) String optimizerType,
      @Default("1e-4") @Range(above = 0) double learningRate,
      @Default("0.01") @Range(min = 0) double weightDecay,
      @Default("[0.9, 0.999]") @Range(min = 0, below = 1) List<Double> betas,
      @Doc("In place of the first of betas.") @Range(min = 0, below = 1) Optional<Double> beta1,
      @Doc("In place of the second of betas.") @Range(min = 0, below = 1) Optional<Double> beta2,
      @Doc("Of sgd.") @Default("0.9") @Range(min = 0, below = 1) double momentum,
      @Default("1e-8") @Range(above = 0) double eps,
      @Doc("Whether biases and norms do not decay.") @Default("true") boolean excludeBiasAndNorm) {

    @Check("betas must be two numbers")
    boolean betasAreTwo() {
      return betas.size() == 2;
    }

    @Check("give betas, or beta1 and beta2, not both")
    boolean betasAreGivenOnce() {
      return beta1.isEmpty() && beta2.isEmpty() || betas.equals(List.of(0.9, 0.999));
    }

    /** The decays of the two moments; the first is sgd's momentum. */
    public List<Double> decays() {
      return optimizerType.equals("sgd")
          ? List.of(momentum, 0.0)
          : List.of(beta1.orElse(betas.get(0)), beta2.orElse(betas.get(1)));
    }
  }

  /** The course of the learning rate. */
  public record Scheduler(
      @Default("cosine") @OneOf({"constant", "linear", "cosine", "exponential", "step"})
          String schedulerType,
      @Doc("Part of the run that warms up.") @Default("0.1") @Range(min = 0, max = 1)
          double warmupRatio,
      @Doc("Steps that warm up, in place of warmup_ratio.") @Range(min = 0)
          Optional<Long> warmupSteps,
      @Doc("Where the warm-up begins, as a part of the rate.")
          @Default("0.1")
          @Range(min = 0, max = 1)
          double warmupStart,
      @Doc("The rate at the end, as a part of the rate.") @Default("0.1") @Range(min = 0, max = 1)
          double minLrRatio,
      @Doc("Epochs between falls (step and exponential).") @Default("30") @Range(above = 0)
          double decaySteps,
      @Doc("Factor of a fall.") @Default("0.1") @Range(above = 0, max = 1) double gamma) {}

  /** What is minimised. */
  public record Loss(
      @Default("wasserstein") @OneOf({"wasserstein", "mse", "energy"}) String lossType,
      @Doc("How sets of all ratios are weighed: none, log, or snr_power.")
          @Default("none")
          @OneOf({"none", "log", "snr_power"})
          String normalization,
      @Doc("Exponent of 10^(SNR/10) for snr_power.") @Default("0") double snrPower,
      @Doc("Weigh centres by the mixture's weights, not by how many points they have.")
          @Default("false")
          boolean useTrueWeights,
      @Doc("How wasserstein finds the plan; auto: exactly.")
          @Default("auto")
          @OneOf({"auto", "exact", "sinkhorn"})
          String algorithm,
      @Doc("Entropy of sinkhorn as a part of the mean cost.") @Default("0.01") @Range(above = 0)
          double epsilon,
      @Default("200") @Range(min = 1) int maxIter,
      @Doc("Accepted, without effect.") Optional<String> backend) {}
}
