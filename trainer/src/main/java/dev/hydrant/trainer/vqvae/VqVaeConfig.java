package dev.hydrant.trainer.vqvae;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.settings.MayChange;
import dev.hydrant.trainer.vqvae.prepare.FeatureCleaning;
import dev.hydrant.trainer.vqvae.prepare.LevelTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A VQ-VAE over families of features, as its users write it: sections at the top level. */
public record VqVaeConfig(
    @Doc("The HDF5 file of features.") Path datasetPath,
    @Doc("Use the first so many rows; all if absent.") @Range(min = 1) Optional<Long> maxSamples,
    @Doc("Families of features and how each is encoded, in the order of the features.")
        Map<String, Family> families,
    @Default("{}") Network model,
    @Default("{}") Training training,
    @MayChange @Default("{}") Logging logging,
    @Doc("Everything random follows from it.") @Default("42") long randomSeed,
    @Doc("How columns are scaled before the network: by mean and deviation, or median and MAD.")
        @Default("standard")
        @OneOf({"standard", "mad"})
        String normalizationMethod,
    @Default("{}") FeatureCleaning.Settings featureCleaning) {

  @Check(
      "families is empty. Name at least one: families: {summary: {encoder: MLPEncoder,"
          + " encoder_params: {}}}")
  boolean hasFamilies() {
    return !families.isEmpty();
  }

  /** How a family is encoded. */
  public record Family(
      @Doc(
              "MLPEncoder, IdentityEncoder, InitialCNNEncoder, InitialHybridEncoder,"
                  + " TemporalCNNEncoder, or another that is registered.")
          String encoder,
      @Doc("The encoder's own settings; may be empty.") Map<String, Object> encoderParams,
      @Doc(
              "Clip columns to their 0.5th and 99.5th percentile and scale them before the encoder,"
                  + " by the training rows; IdentityEncoder needs none of it.")
          @Default("true")
          boolean standardize) {}

  /** The network and its codebooks. */
  public record Network(
      @Default("64") @Range(min = 1) int groupEmbeddingDim,
      @Default("128") @Range(min = 1) int groupHiddenDim,
      @Doc("Codebooks of every category; none for three of automatic sizes.") @Default("[]")
          List<LevelTable.Stated> levels,
      @Default("0.25") @Range(min = 0) double commitmentCost,
      @Doc("Whether codes follow moving averages; else they are learned.") @Default("true")
          boolean useEma,
      @Default("0.99") @Range(above = 0, max = 1) double decay,
      @Default("0.1") @Range(min = 0, below = 1) double dropout,
      @Doc("Where training does not state it.") @Range(min = 0)
          Optional<Double> orthogonalityWeight,
      @Doc("Where training does not state it.") @Range(min = 0)
          Optional<Double> informativenessWeight,
      @Doc(
              "Codes after the first epoch: k-means of the latents, latents of random rows (data),"
                  + " or as they are then (uniform at the start).")
          @Default("kmeans")
          @OneOf({"kmeans", "data", "uniform"})
          String codebookInit,
      @Doc("Whether the commitment of categories is averaged or summed.")
          @Default("mean")
          @OneOf({"mean", "sum"})
          String vqReduction,
      @Doc(
              "Lengths of the codes of each level as parts of the number of features of a category,"
                  + " such as '0.5:1:1.5'; levels that state a length keep it.")
          Optional<String> compressionRatios) {

    /** The ratios, one for each level; none if the lengths are automatic. */
    List<Double> ratios() {
      return compressionRatios.stream()
          .flatMap(text -> Arrays.stream(text.split(":")))
          .map(Double::valueOf)
          .toList();
    }

    @Check(
        "compression_ratios: give a positive number for each level, such as '0.5:1:1.5' for three"
            + " levels")
    boolean ratiosFit() {
      int expected = levels.isEmpty() ? LevelTable.LEVELS : levels.size();
      try {
        return compressionRatios.isEmpty()
            || ratios().size() == expected && ratios().stream().allMatch(r -> r > 0);
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  /** How it is trained. */
  public record Training(
      @Default("512") @Range(min = 2) int batchSize,
      @Default("0.0005") @Range(above = 0) double learningRate,
      @MayChange @Default("500") @Range(min = 0) long numEpochs,
      @Default("adam") @OneOf({"adam", "adamw", "sgd"}) String optimizer,
      @OneOf({"cosine", "plateau", "step"}) Optional<String> scheduler,
      @Default("0") @Range(min = 0) long warmupEpochs,
      @Default("auto") @OneOf({"auto", "manual"}) String categoryAssignment,
      @Doc("The categories, for category_assignment: manual.") Optional<Path> categoryMappingFile,
      @Doc("Whether features in no category of that file make one named other.")
          @Default("error")
          @OneOf({"error", "other"})
          String unmapped,
      @Range(min = 1) Optional<Integer> numCategoriesAuto,
      @Default("0.15") @Range(min = 0, max = 1) double orthogonalityTarget,
      @Default("3") @Range(min = 1) int minFeaturesPerCategory,
      @Default("25") @Range(min = 1) int maxClusters,
      @Default("1.0") @Range(min = 0) double reconstructionWeight,
      @Default("1.0") @Range(min = 0) double vqWeight,
      @Range(min = 0) Optional<Double> orthogonalityWeight,
      @Range(min = 0) Optional<Double> informativenessWeight,
      @Default("0.3") @Range(min = 0) double topoWeight,
      @Default("512") @Range(min = 2) long topoSamples,
      @MayChange @Doc("Where the results go; null: checkpoints/ and the name of the config.")
          Optional<Path> checkpointDir,
      @MayChange
          @Doc("Whether a new run replaces the results of another one there; else it is refused.")
          @Default("true")
          boolean overwrite,
      @MayChange @Doc("Epochs between periodic checkpoints.") @Range(min = 1)
          Optional<Long> saveEvery,
      @MayChange
          @Doc("End after so many validations without a better one; 0: never.")
          @Default("100")
          @Range(min = 0)
          int earlyStoppingPatience,
      @MayChange @Default("0.001") @Range(min = 0) double earlyStoppingMinDelta,
      @Doc("Epochs between resets of dead codes; 0 or null: never.") @Default("100") @Range(min = 0)
          Optional<Long> deadCodeResetInterval,
      @Default("10.0") @Range(above = 0) double deadCodeThreshold,
      @Doc(
              "A code is dead if it is used less than a threshold-th of the mean, or below the"
                  + " threshold-th percentile.")
          @Default("ratio")
          @OneOf({"ratio", "percentile"})
          String deadCodeRule,
      @Default("0.25") @Range(min = 0, max = 1) double deadCodeMaxResetFraction,
      @MayChange @Default("5") @Range(min = 1) long valEveryNEpochs,
      @Default("true") boolean useTorchCompile) {

    @Check("category_assignment: manual needs category_mapping_file")
    boolean manualHasAFile() {
      return !categoryAssignment.equals("manual") || categoryMappingFile.isPresent();
    }
  }

  /** What is told while it trains. */
  public record Logging(
      @Default("false") boolean wandb,
      @Doc("Steps between rows; each validation and each end of an epoch has one.")
          @Default("100")
          @Range(min = 1)
          long logInterval,
      @Doc("Steps between validations that are only shown, beside those at ends of epochs.")
          @Default("500")
          @Range(min = 1)
          long evalInterval,
      @Default("true") boolean verbose,
      @Doc("Say at the end what to try for targets that are not met.") @Default("true")
          boolean hints) {
    @Check("wandb: true is not available here; use logger=[console,jsonl,tensorboard] or mlflow")
    boolean noWandb() {
      return !wandb;
    }
  }

  /** The same with another file of features. */
  VqVaeConfig with(Path dataset) {
    return new VqVaeConfig(
        dataset,
        maxSamples,
        families,
        model,
        training,
        logging,
        randomSeed,
        normalizationMethod,
        featureCleaning);
  }

  private static final double USUAL_WEIGHT = 0.1;

  double orthogonalityWeight() {
    return training.orthogonalityWeight().or(model::orthogonalityWeight).orElse(USUAL_WEIGHT);
  }

  double informativenessWeight() {
    return training.informativenessWeight().or(model::informativenessWeight).orElse(USUAL_WEIGHT);
  }
}
