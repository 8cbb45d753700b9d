package dev.hydrant.trainer.grammar;

import ai.djl.engine.Engine;
import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.data.RuleData;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.report.Headline;
import dev.hydrant.trainer.report.Headline.Direction;
import dev.hydrant.trainer.report.Headlines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Registers variational autoencoders over production rules as type {@code grammar_vae}. */
public final class GrammarVaeAdapter implements ModelAdapter<GrammarVaeConfig> {
  @Override
  public String type() {
    return "grammar_vae";
  }

  @Override
  public String description() {
    return "Variational autoencoder over the production rules of a grammar (Kusner et al. 2017)";
  }

  @Override
  public Class<GrammarVaeConfig> configType() {
    return GrammarVaeConfig.class;
  }

  @Override
  public String configKey() {
    return "";
  }

  @Override
  public MapNode engineView(MapNode tree) {
    Presets.check(tree);
    return EngineKeys.of(tree);
  }

  @Override
  public String ownKey(String engineKey) {
    return EngineKeys.own(engineKey);
  }

  @Override
  public Map<String, String> presets(MapNode tree) {
    return Presets.described(tree);
  }

  /** A flag for each key, as {@code --z_dim 56}; {@code --config} names a preset. */
  @Override
  public List<ConfigFlag> flags() {
    Stream<ConfigFlag> keys =
        Stream.of(
                "prod",
                "masks",
                "grammar",
                "z_dim",
                "encoder_hidden",
                "encoder_conv_layers",
                "decoder_hidden",
                "decoder_layers",
                "decoder_dropout",
                "batch_size",
                "lr",
                "epochs",
                "beta",
                "free_bits",
                "kl_anneal_epochs",
                "save_top_k",
                "early_stop_patience",
                "gpus",
                "seed")
            .map(key -> ConfigFlag.key("--" + key, "VALUE", key));
    return Stream.concat(
            Stream.of(ConfigFlag.key("--config", "PRESET", "preset").help("A preset")), keys)
        .toList();
  }

  @Override
  public Facts discover(
      GrammarVaeConfig config, ModelContext context, PreparationProgress progress) {
    requireGpus(config.gpus().orElse(0), Engine.getEngine("PyTorch").getGpuCount());
    RuleSource source = new RuleSource(config);
    try (RuleData data = source.open(progress)) {
      Optional<Grammar> grammar = source.grammar();
      RuleFacts facts =
          new RuleFacts(
              RuleSource.data(data),
              source.split(data.sequences().size()),
              data.medianRules(),
              grammar.map(Grammar::text).orElse(null),
              grammar.map(Grammar::name).orElse(null));
      new Advice(config, facts, context.config()).atStart();
      return Facts.of(facts);
    }
  }

  static void requireGpus(int wanted, int there) {
    if (wanted > there) {
      throw UserException.failure(
          "gpus=%d asks for %s, but %s visible here.\nUse gpus=%d"
              .formatted(
                  wanted,
                  wanted == 1 ? "a GPU" : "GPUs",
                  there == 0 ? "none is" : "only %d are".formatted(there),
                  there));
    }
  }

  @Override
  public Facts fingerprint(GrammarVaeConfig config, ModelContext context) {
    try (RuleData data = new RuleSource(config).open(PreparationProgress.NONE)) {
      return Facts.of(new RuleFacts.Fingerprint(RuleSource.data(data)));
    }
  }

  @Override
  public Headlines headlines(GrammarVaeConfig config) {
    return new Headlines(
        "/",
        List.of(
            new Headline("seq_acc", "seq_acc", "", Direction.MAX, "%.4f"),
            new Headline("token_acc", "token_acc", "", Direction.MAX, "%.4f"),
            Headline.loss("nats"),
            new Headline("kl", "kl", "nats", Direction.MIN, "%.2f")));
  }

  @Override
  public TrainableModel create(GrammarVaeConfig config, ModelContext context) {
    return new GrammarVaeModel(config, context.facts().as(RuleFacts.class));
  }
}
