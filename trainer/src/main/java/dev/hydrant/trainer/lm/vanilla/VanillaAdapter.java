package dev.hydrant.trainer.lm.vanilla;

import dev.hydrant.trainer.ModelAdapter;
import dev.hydrant.trainer.ModelContext;
import dev.hydrant.trainer.TrainableModel;
import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import java.util.Map;

/**
 * Registers type {@code vanilla}: the mathematics of {@link Gpt2} with a choice of non-linearity,
 * of the norms' epsilon, and of seeing the future.
 */
public final class VanillaAdapter implements ModelAdapter<VanillaConfig> {
  @Override
  public String type() {
    return "vanilla";
  }

  @Override
  public String description() {
    return "A plain pre-norm transformer with a choice of non-linearity and mask";
  }

  @Override
  public Class<VanillaConfig> configType() {
    return VanillaConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return CausalModel.FALLBACKS;
  }

  @Override
  public TrainableModel create(VanillaConfig config, ModelContext context) {
    Gpt2 model = module(config);
    TokenFeed feed =
        new TokenFeed(context.settings(TokenDataConfig.class), config.nCtx(), config.vocabSize());
    return new CausalModel(
        model, feed, model::loss, model::nextLogits, config.nCtx(), config.sizes().flopsPerToken());
  }

  static Gpt2 module(VanillaConfig config) {
    return new Gpt2(config.sizes(), config.nonlin(), config.eps());
  }
}
