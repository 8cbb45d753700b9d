package dev.hydrant.trainer.mixture.config;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Optional;

/** The network. */
public record Model(
    @Doc("What is predicted: the centre of each point's component.") @Default("centers")
        String predictionType,
    @Doc("Lift points by orthonormal columns; else by learned linear layers.") @Default("true")
        boolean useOrthogonalEncdec,
    @Doc("Whether those linear layers and the last norm have a bias.") @Default("false")
        boolean bias,
    @Doc("Of the last norm, where the lift is linear.") @Default("1e-5") @Range(above = 0)
        double normEps,
    @Default("{}") Transformer transformer,
    @Default("{}") Attention attention,
    @Default("{}") Flow flow) {

  @Check("prediction_type must be centers; assignments of points to clusters are not supported")
  boolean predictsCentres() {
    return predictionType.equals("centers");
  }

  /** The stack of blocks. */
  public record Transformer(
      @Doc("Dimensions of a point; data.dim if absent.") @Range(min = 1) Optional<Integer> inputDim,
      @Default("256") @Range(min = 16) int hiddenDim,
      @Default("6") @Range(min = 1) int numLayers,
      @Default("8") @Range(min = 1) int numHeads,
      @Default("0.1") @Range(min = 0, below = 1) double dropout,
      @Doc("Width of the feed-forward part in units of hidden_dim.") @Default("4") @Range(min = 1)
          int ffExpansion,
      @Default("gelu") @OneOf({"gelu", "relu", "silu", "mish"}) String activation,
      @Doc("Whether linear layers and norms of blocks have a bias.") @Default("true") boolean bias,
      @Default("1e-5") @Range(above = 0) double normEps,
      @Doc(
              "How layers are applied again with the same weights: the stack (cycle), each in place"
                  + " (layerwise), or groups of them (grouped).")
          @Default("none")
          @OneOf({"none", "cycle", "layerwise", "grouped"})
          String layerRepeatMode,
      @Default("1") @Range(min = 1) int repeatFactor,
      @Doc("Sizes of the groups, which sum to num_layers.") @Range(min = 1)
          Optional<List<Integer>> layerGroups,
      @Doc("How often each group is applied.") @Range(min = 1)
          Optional<List<Integer>> groupRepeatFactors) {

    @Check("num_heads must divide hidden_dim")
    boolean headsDivideWidth() {
      return hiddenDim % numHeads == 0;
    }

    @Check("layer_repeat_mode grouped needs layer_groups and group_repeat_factors of one length")
    boolean groupsAreThere() {
      return !layerRepeatMode.equals("grouped")
          || layerGroups.isPresent()
              && groupRepeatFactors.isPresent()
              && layerGroups.get().size() == groupRepeatFactors.get().size();
    }

    @Check("layer_groups must sum to num_layers")
    boolean groupsCoverTheLayers() {
      return layerGroups
          .map(g -> g.stream().mapToInt(Integer::intValue).sum() == numLayers)
          .orElse(true);
    }
  }

  /** How points look at each other. */
  public record Attention(
      @Default("standard") @OneOf({"standard", "random_feature"}) String type,
      @Doc("Accepted, without effect: the fastest kernel is always taken.") @Default("true")
          boolean useFlashAttn,
      @Doc("Random features of a head.") @Default("64") @Range(min = 1) int numFeatures,
      @Default("1e-6") @Range(above = 0) double featureEps) {}

  /** How far blocks move points, by their set's signal-to-noise ratio. */
  public record Flow(
      @Default("false") boolean enabled,
      @Default("dummy") @OneOf({"dummy", "linear", "monotonic"}) String predictorType,
      @Doc("Whether each layer has a function of its own (monotonic).") @Default("true")
          boolean perLayer,
      @Doc("What repetitions share: all have the flow (direct), or their number is it times it.")
          @Default("direct")
          @OneOf({"direct", "fractional"})
          String distributionMode,
      @Default("0") double minValue,
      @Default("1") double maxValue,
      @Default("8") @Range(min = 1) int numBasis,
      @Doc("Decibels; the flow is largest at or below (linear).") @Default("0") double minSnr,
      @Default("20") double maxSnr,
      @Default("false") boolean loadPretrained,
      @Doc("A run or checkpoint that the predictor is taken from.") Optional<String> pretrainedPath,
      @Default("false") boolean freezeWeights) {

    @Check("load_pretrained needs pretrained_path")
    boolean hasPath() {
      return !loadPretrained || pretrainedPath.isPresent();
    }
  }
}
