package dev.hydrant.trainer.protein;

import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.config.Consistency;
import dev.hydrant.trainer.protein.config.ModelSection;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.feed.ProteinFacts;
import dev.hydrant.trainer.protein.feed.ProteinFeed;
import dev.hydrant.trainer.protein.ingest.GeneratedChains;
import dev.hydrant.trainer.protein.ingest.ImportProgress;
import dev.hydrant.trainer.protein.ingest.ImportRequest;
import dev.hydrant.trainer.protein.ingest.ProteinImport;
import dev.hydrant.trainer.protein.model.EncoderShape;
import dev.hydrant.trainer.protein.safety.EffectiveConfig;
import dev.hydrant.trainer.report.Headline;
import dev.hydrant.trainer.report.Headline.Direction;
import dev.hydrant.trainer.report.Headlines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers structure tokenizers and trunks of proteins as type {@code odyssey}. */
public final class OdysseyAdapter implements ModelAdapter<OdysseyConfig> {
  private static final Logger LOG = LoggerFactory.getLogger(OdysseyAdapter.class);

  /** Made by the first run that wants it. */
  private static final Path SAMPLE = Path.of("sample_data/1k");

  @Override
  public String type() {
    return "odyssey";
  }

  @Override
  public String description() {
    return "Structure tokenizers and trunks of proteins (Odyssey, 2025)";
  }

  @Override
  public Class<OdysseyConfig> configType() {
    return OdysseyConfig.class;
  }

  @Override
  public String configKey() {
    return "";
  }

  @Override
  public boolean recognises(MapNode tree) {
    return tree.get("model") instanceof MapNode model
        && model.get("style") != null
        && tree.get("training") instanceof MapNode;
  }

  @Override
  public MapNode engineView(MapNode tree) {
    return EngineDefaults.of(tree);
  }

  @Override
  public List<ConfigFlag> flags() {
    return List.of(
        ConfigFile.flag(),
        ConfigFlag.key("--style", "STYLE", "model.style"),
        ConfigFlag.key("--batch-size", "N", "training.batch_size"),
        ConfigFlag.key("--lr", "X", "training.learning_rate"),
        ConfigFlag.key("--learning-rate", "X", "training.learning_rate"),
        ConfigFlag.key("--epochs", "N", "training.max_epochs"),
        ConfigFlag.key("--device", "DEVICE", "device"),
        ConfigFlag.key("--save-config", "FILE", "++" + EffectiveConfig.KEY)
            .help("Write the merged configuration to a file, and train"));
  }

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(EffectiveConfig.Place.class);
  }

  @Override
  public Facts discover(OdysseyConfig config, ModelContext context, PreparationProgress progress) {
    context
        .settings(EffectiveConfig.Place.class)
        .saveConfig()
        .ifPresent(file -> EffectiveConfig.save(context.tree(), file));
    ModelSection model = config.model();
    EncoderShape encoder =
        EncoderSource.of(model)
            .map(source -> source.shape(model))
            .orElseGet(() -> EncoderShape.of(model));
    Path data = config.training().dataDir();
    if (data.equals(SAMPLE) && !Files.exists(data)) {
      LOG.info(
          "making {}: {} generated chains, no real proteins, once",
          SAMPLE,
          GeneratedChains.SAMPLE.count());
      ProteinImport.run(ImportRequest.of(GeneratedChains.SAMPLE, SAMPLE), ImportProgress.NONE);
    }
    return Facts.of(ProteinFeed.discover(config, encoder));
  }

  @Override
  public Facts fingerprint(OdysseyConfig config, ModelContext context) {
    return Facts.of(ProteinFeed.fingerprint(config));
  }

  @Override
  public Headlines headlines(OdysseyConfig config) {
    return config.model().style().isAutoencoder()
        ? Headlines.of(
            new Headline("rmsd", "RMSD", "Å", Direction.MIN, "%.3f"),
            new Headline("codes_used", "codes in use", "", Direction.MAX, "%.0f"),
            new Headline("codebook_perplexity", "codebook perplexity", "", Direction.MAX, "%.0f"))
        : Headlines.of(
            Headline.loss("nats"),
            new Headline("seq_acc", "accuracy of residues", "", Direction.MAX, "%.3f"),
            new Headline("struct_acc", "accuracy of structure tokens", "", Direction.MAX, "%.3f"));
  }

  @Override
  public TrainableModel create(OdysseyConfig config, ModelContext context) {
    ModelSection model = config.model();
    Consistency consistency = Consistency.of(config);
    consistency.warnings().forEach(LOG::warn);
    consistency.unused().forEach(LOG::warn);
    boolean geometric = model.blockType().isGeometric();
    if (model.style().isAutoencoder() && geometric && model.decoderCoords()) {
      LOG.warn(
          "model.decoder_coords is true: the decoder's first block is shown the coordinates that it"
              + " is to reconstruct, so the RMSD says little of the tokens; false makes it {}",
          BlockType.SELF_ATTENTION.name().toLowerCase());
    }
    ProteinFacts facts = context.facts().as(ProteinFacts.class);
    Optional<EncoderSource> source =
        model.fsqEncoderPath().isEmpty()
                && model.fsq().flatMap(ModelSection.Fsq::encoderPath).isEmpty()
            ? Optional.empty()
            : EncoderSource.of(model);
    return new ProteinModel(config, facts, source);
  }
}
