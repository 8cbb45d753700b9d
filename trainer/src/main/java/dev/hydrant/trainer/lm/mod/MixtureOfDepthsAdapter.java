package dev.hydrant.trainer.lm.mod;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.Map;

/** Registers {@link MixtureOfDepths} as type {@code mixture-of-depths}. */
public final class MixtureOfDepthsAdapter implements LanguageModelAdapter<MixtureOfDepthsConfig> {
  @Override
  public String type() {
    return "mixture-of-depths";
  }

  @Override
  public String description() {
    return "A GPT-2 whose blocks take a share of the tokens only (Raposo et al. 2024)";
  }

  @Override
  public Class<MixtureOfDepthsConfig> configType() {
    return MixtureOfDepthsConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return CausalModel.FALLBACKS;
  }

  @Override
  public String configName() {
    return "mod";
  }

  @Override
  public TrainableModel create(MixtureOfDepthsConfig config, ModelContext context) {
    MixtureOfDepths model = new MixtureOfDepths(config);
    TokenFeed feed =
        new TokenFeed(context.settings(TokenDataConfig.class), config.nCtx(), config.vocabSize());
    return new CausalModel(model, feed, model::loss, model.generator(), flopsPerToken(config));
  }

  /**
   * Six for each weight of a matrix product and twelve T·D a layer for attention; a routed block
   * takes its share of the tokens, which see as many.
   */
  private static double flopsPerToken(MixtureOfDepthsConfig c) {
    double d = c.dModel();
    double weights = 6 * (4 + 2.0 * c.dMult()) * d * d;
    double attention = 12.0 * c.nCtx() * d;
    double share = c.taken(c.nCtx()) / (double) c.nCtx();
    double routed = share * weights + share * share * attention;
    return 6 * c.vocabSize() * d
        + c.routedLayers() * routed
        + (c.nLayers() - c.routedLayers()) * (weights + attention);
  }
}
