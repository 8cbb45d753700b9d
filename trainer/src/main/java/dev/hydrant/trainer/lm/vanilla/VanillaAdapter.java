package dev.hydrant.trainer.lm.vanilla;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.HuggingFaceGpt2;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.weights.WeightMapping;
import java.util.Map;

/**
 * Registers type {@code vanilla}: {@link Gpt2} by the name that configs for a plain transformer
 * give it, with the same keys.
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
  public WeightMapping weightMapping(VanillaConfig config, Module module) {
    return HuggingFaceGpt2.of(type(), config, config.asGpt2(), module);
  }

  @Override
  public TrainableModel create(VanillaConfig config, ModelContext context) {
    Gpt2 model = module(config);
    TokenFeed feed =
        new TokenFeed(context.settings(TokenDataConfig.class), config.nCtx(), config.vocabSize());
    return new CausalModel(
        model, feed, model::loss, model.generator(), config.asGpt2().flopsPerToken());
  }

  static Gpt2 module(VanillaConfig config) {
    return new Gpt2(config.asGpt2());
  }
}
