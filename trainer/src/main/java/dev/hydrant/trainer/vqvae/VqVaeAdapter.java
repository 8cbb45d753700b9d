package dev.hydrant.trainer.vqvae;

import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.report.Headline;
import dev.hydrant.trainer.report.Headline.Direction;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.vqvae.encode.EncoderType;
import dev.hydrant.trainer.vqvae.features.FeatureFile;
import dev.hydrant.trainer.vqvae.features.FeatureSamples;
import java.util.List;
import java.util.Map;

/** Registers hierarchical VQ-VAEs over families of features as type {@code vqvae}. */
public final class VqVaeAdapter implements ModelAdapter<VqVaeConfig> {
  @Override
  public String type() {
    return "vqvae";
  }

  @Override
  public String description() {
    return "Hierarchical VQ-VAE over families of features (van den Oord et al. 2017)";
  }

  @Override
  public Class<VqVaeConfig> configType() {
    return VqVaeConfig.class;
  }

  @Override
  public String configKey() {
    return "";
  }

  @Override
  public boolean recognises(MapNode tree) {
    boolean hasSections =
        tree.get("families") != null && tree.get("model") != null && tree.get("training") != null;
    // One that has the dataset alone is told what is missing.
    return hasSections || tree.get("dataset_path") != null;
  }

  @Override
  public MapNode engineView(MapNode tree) {
    Sections.check(tree);
    return EngineKeys.of(tree);
  }

  @Override
  public String ownKey(String engineKey) {
    return EngineKeys.own(engineKey);
  }

  @Override
  public List<ConfigFlag> flags() {
    return List.of(
        ConfigFlag.key("--epochs", "N", "training.num_epochs"),
        ConfigFlag.key("--batch-size", "N", "training.batch_size"),
        ConfigFlag.key("--learning-rate", "X", "training.learning_rate"),
        ConfigFlag.key("--resume-from", "PATH", "resume"),
        ConfigFlag.key("--input", "FILE", "dataset_path"),
        ConfigFlag.key("--output", "DIR", "training.checkpoint_dir"),
        ConfigFlag.on("--no-torch-compile", "training.use_torch_compile=false"),
        ConfigFlag.on("--verbose", "logging.verbose=true"));
  }

  @Override
  public Facts discover(VqVaeConfig config, ModelContext context, PreparationProgress progress) {
    if (!context.isDryRun()) {
      Samples.makeIfMissing(config.datasetPath());
    }
    VqVaeConfig there = available(config, context);
    FamilyEncoders encoders = new FamilyEncoders(there, context.tree());
    return Facts.of(new FeatureDiscovery(there, encoders).find());
  }

  /** The configuration, in a dry run with a sample that goes when the program ends. */
  private static VqVaeConfig available(VqVaeConfig config, ModelContext context) {
    return context.isDryRun()
        ? Samples.temporary(config.datasetPath()).map(config::with).orElse(config)
        : config;
  }

  @Override
  public Facts fingerprint(VqVaeConfig config, ModelContext context) {
    FamilyEncoders encoders = new FamilyEncoders(config, context.tree());
    Map<String, FeatureSamples> first = FeatureTable.load(config, encoders, 1);
    try (FeatureFile file = FeatureFile.open(config.datasetPath())) {
      long rows =
          first.keySet().stream()
              .mapToLong(
                  f ->
                      encoders.get(f).type().input() == EncoderType.Input.FIELDS
                          ? file.fieldRows()
                          : file.rows(f))
              .min()
              .orElseThrow();
      int used = (int) Math.min(config.maxSamples().orElse(Long.MAX_VALUE), rows);
      return Facts.of(new FeatureFacts.Fingerprint(FeatureTable.data(first, used)));
    }
  }

  @Override
  public Headlines headlines(VqVaeConfig config) {
    return new Headlines(
        "_",
        List.of(
            Headline.loss(""),
            new Headline("quality", "quality", "", Direction.MAX, "%.4f"),
            new Headline("utilization", "utilization", "", Direction.MAX, "%.3f"),
            new Headline("orthogonality", "orthogonality", "", Direction.MIN, "%.3f"),
            new Headline("topo_pre", "topography", "", Direction.MAX, "%.3f")));
  }

  @Override
  public TrainableModel create(VqVaeConfig config, ModelContext context) {
    Sections.warnOfTwoWeights(context.tree());
    return new VqVaeModel(
        available(config, context), context.facts().as(FeatureFacts.class), context.tree());
  }
}
