package dev.hydrant.trainer.lm.moe;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.generate.TextGenerator;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Registers {@link MixtureOfExperts} as type {@code mixture-of-experts}. */
public final class MixtureOfExpertsAdapter implements LanguageModelAdapter<MixtureOfExpertsConfig> {
  @Override
  public String type() {
    return "mixture-of-experts";
  }

  @Override
  public String description() {
    return "A GPT-2 with several experts a block, two for each token (Jiang et al. 2024)";
  }

  @Override
  public Class<MixtureOfExpertsConfig> configType() {
    return MixtureOfExpertsConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return CausalModel.FALLBACKS;
  }

  @Override
  public String configName() {
    return "moe";
  }

  @Override
  public List<String> tinySize() {
    return Stream.concat(ModelSizes.TINY.stream(), Stream.of("model_cfg.num_experts=3")).toList();
  }

  @Override
  public TrainableModel create(MixtureOfExpertsConfig config, ModelContext context) {
    MixtureOfExperts model = new MixtureOfExperts(config);
    TokenFeed feed =
        new TokenFeed(context.settings(TokenDataConfig.class), config.nCtx(), config.vocabSize());
    return new CausalModel(
        model,
        feed,
        model::loss,
        new TextGenerator(
            Vocabulary.gpt2(config.vocabSize()),
            model,
            model::nextLogits,
            model::nextLogits,
            config.nCtx()),
        flopsPerToken(config));
  }

  /**
   * Six for each weight a token meets in a matrix product, and twelve T·D a layer for attention.
   */
  private static double flopsPerToken(MixtureOfExpertsConfig c) {
    double d = c.dModel();
    double block = (4 + 3.0 * c.dMult() * c.topK()) * d * d + d * c.numExperts();
    return 6 * (c.vocabSize() * d + c.nLayers() * block) + 12.0 * c.nLayers() * c.nCtx() * d;
  }
}
