package dev.hydrant.trainer.mixture.config;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.settings.MayChange;
import java.util.List;
import java.util.Optional;

/** How the network is judged while it trains. */
public record Validation(
    @Default("64") @Range(min = 1) int validationBatchSize,
    @Doc("Sets of a validation.") @Default("1000") @Range(min = 1) long numValSamples,
    @Doc("Batches of a validation, in place of num_val_samples.") @Range(min = 1)
        Optional<Long> numValBatches,
    @Default("true") boolean fixedValidationData,
    @MayChange @Doc("Epochs between validations.") @Default("1") @Range(min = 1) long valEvery,
    @MayChange @Default("{}") Metrics metrics,
    @MayChange @Default("{}") Visualize visualize) {

  @Check("fixed_validation_data must be true: every validation has the same sets")
  boolean isFixed() {
    return fixedValidationData;
  }

  /** How many batches one validation has. */
  public long batches() {
    return numValBatches.orElse((numValSamples - 1) / validationBatchSize + 1);
  }

  /** What is measured. */
  public record Metrics(
      @Default("true") boolean enabled,
      @Default("[mse]")
          @OneOf({
            "mse",
            "wasserstein",
            "energy",
            "entropy",
            "assignment_accuracy",
            "nmi",
            "ari",
            "log_likelihood"
          })
          List<String> metrics,
      @Doc("Measure k-means on the same sets.") @Default("true") boolean compareWithKmeans,
      @Doc("Measure expectation maximisation on the same sets.") @Default("false")
          boolean compareWithEm,
      @Doc("Tables by SNR at the end, and a grid over SNR and K.") @Default("false")
          boolean computeDetailedMetrics) {}

  /** What is drawn. */
  public record Visualize(
      @Default("true") boolean enabled,
      @Doc("Sets of a picture.") @Default("4") @Range(min = 1) int maxSamples,
      @Doc("Epochs between pictures.") @Default("5") @Range(min = 1) long every,
      @Default("150") @Range(min = 30, max = 600) int plotDpi,
      @Default("[png]") @OneOf({"png"}) List<String> plotFormats,
      @Default("true") boolean plotWithKmeans,
      @Doc("Colours of the heat map.") @Default("viridis") @OneOf({"viridis", "gray"})
          String colormap,
      @Doc("Accepted, without effect: a set is a row.") @Default("4") @Range(min = 1)
          int plotGridSize) {}
}
