package dev.hydrant.trainer.lm.vanilla;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Adapter;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.lm.gpt2.HuggingFaceGpt2;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.weights.WeightMapping;
import java.util.Map;

/**
 * Registers type {@code vanilla}: {@link Gpt2} by the name that configs for a plain transformer
 * give it, with the same keys.
 */
public final class VanillaAdapter implements LanguageModelAdapter<Gpt2Config> {
  @Override
  public String type() {
    return "vanilla";
  }

  @Override
  public String description() {
    return "A plain pre-norm transformer with a choice of non-linearity and mask";
  }

  @Override
  public Class<Gpt2Config> configType() {
    return Gpt2Config.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return CausalModel.FALLBACKS;
  }

  @Override
  public WeightMapping weightMapping(Gpt2Config config, Module module) {
    return HuggingFaceGpt2.of(type(), config, module);
  }

  @Override
  public TrainableModel create(Gpt2Config config, ModelContext context) {
    return Gpt2Adapter.model(config, context);
  }
}
