package dev.hydrant.trainer.lm.sedd;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.diffusion.DiffusionModel;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.Map;
import java.util.Optional;

/** Registers {@link Sedd} as type {@code sedd}. */
public final class SeddAdapter implements LanguageModelAdapter<SeddConfig> {
  @Override
  public String type() {
    return "sedd";
  }

  @Override
  public String description() {
    return "Score entropy discrete diffusion (Lou et al. 2024)";
  }

  @Override
  public Class<SeddConfig> configType() {
    return SeddConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return CausalModel.FALLBACKS;
  }

  @Override
  public Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(ModelSizes.benchOfMasks(tokens, ModelSizes.DEEP));
  }

  @Override
  public TrainableModel create(SeddConfig config, ModelContext context) {
    return DiffusionModel.of(new Sedd(config), config.vocabSize(), context);
  }
}
