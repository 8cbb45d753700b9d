package dev.hydrant.trainer.lm.gpt2;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.weights.WeightMapping;
import java.util.Map;

/** Registers {@link Gpt2} as type {@code gpt2}; other names of it extend this class. */
public class Gpt2Adapter implements LanguageModelAdapter<Gpt2Config> {
  @Override
  public String type() {
    return "gpt2";
  }

  @Override
  public String description() {
    return "GPT-2 (Radford et al. 2019)";
  }

  @Override
  public final Class<Gpt2Config> configType() {
    return Gpt2Config.class;
  }

  @Override
  public final Map<String, String> fallbacks() {
    return CausalModel.FALLBACKS;
  }

  @Override
  public final WeightMapping weightMapping(Gpt2Config config, Module module) {
    return HuggingFaceGpt2.of(type(), config, module);
  }

  @Override
  public final TrainableModel create(Gpt2Config config, ModelContext context) {
    Gpt2 model = new Gpt2(config);
    TokenFeed feed =
        new TokenFeed(context.settings(TokenDataConfig.class), config.nCtx(), config.vocabSize());
    return new CausalModel(model, feed, model::loss, model.generator(), config.flopsPerToken());
  }
}
