package dev.hydrant.trainer.vqvae;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.model.EpochEnd;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.model.Occasion;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.vqvae.model.Category;
import dev.hydrant.trainer.vqvae.model.Codebooks;
import dev.hydrant.trainer.vqvae.model.VqLoss;
import dev.hydrant.trainer.vqvae.model.VqVae;
import dev.hydrant.trainer.vqvae.prepare.LevelTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link VqVae} with its features, its loss and the care of its codebooks. */
final class VqVaeModel implements TrainableModel {
  private static final Logger LOG = LoggerFactory.getLogger(VqVaeModel.class);

  private final VqVaeConfig config;
  private final FamilyEncoders encoders;
  private final FeatureFacts facts;
  private final VqVae module;
  private final VqLoss loss;
  private final FeatureFeed feed;
  private final CodebookCare care;
  private final Results results;
  private long epochEnded;

  /**
   * @param view the engine's view of the configuration
   */
  VqVaeModel(VqVaeConfig config, FeatureFacts facts, MapNode view) {
    this.config = config;
    this.facts = facts;
    encoders = new FamilyEncoders(config, view);
    VqVaeConfig.Network n = config.model();
    List<Category> categories = new ArrayList<>();
    facts
        .categories()
        .forEach(
            (name, features) ->
                categories.add(
                    new Category(
                        name, features, LevelTable.of(features.length, n.levels(), n.ratios()))));
    if (config.logging().verbose()) {
      categories.forEach(VqVaeModel::tell);
    }
    module =
        new VqVae(
            facts.names().size(),
            categories,
            new VqVae.Sizes(
                n.groupEmbeddingDim(),
                n.groupHiddenDim(),
                n.dropout(),
                n.commitmentCost(),
                n.useEma() ? new Codebooks.Averages(n.decay()) : null));
    VqVaeConfig.Training t = config.training();
    loss =
        new VqLoss(
            module,
            new VqLoss.Weights(
                t.reconstructionWeight(),
                t.vqWeight(),
                config.orthogonalityWeight(),
                config.informativenessWeight(),
                t.topoWeight()),
            n.vqReduction().equals("mean"),
            t.topoSamples());
    feed = new FeatureFeed(config, encoders, facts);
    care = new CodebookCare(module, config);
    results = new Results(module, config, encoders, facts, view);
  }

  private static void tell(Category c) {
    LOG.info(
        "  {}: {}",
        c.name(),
        c.levels().stream()
            .map(l -> "%d codes of length %d".formatted(l.numTokens(), l.latentDim()))
            .collect(Collectors.joining(", ")));
  }

  @Override
  public VqVae module() {
    return module;
  }

  VqVaeConfig config() {
    return config;
  }

  FamilyEncoders encoders() {
    return encoders;
  }

  FeatureFacts facts() {
    return facts;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    return loss.of(batch.get(FeatureFeed.ROWS), phase);
  }

  @Override
  public Map<Parameter, Tensor> atEpochEnd(EpochEnd end) {
    Map<Parameter, Tensor> values = care.atEpochEnd(end);
    epochEnded = System.nanoTime();
    return values;
  }

  @Override
  public void writeArtefacts(Artefacts artefacts) {
    if (artefacts.occasion() == Occasion.VALIDATION && artefacts.moment().isEpochEnd()) {
      results.validated(System.nanoTime() - epochEnded);
    }
    results.write(artefacts);
  }

  @Override
  public Optional<Stateful> state() {
    return Optional.of(results.history());
  }

  @Override
  public List<String> conclusions() {
    return results.conclusions();
  }

  @Override
  public Map<String, Double> summarize(Gathered gathered) {
    return new VqMetrics(module).of(gathered);
  }
}
