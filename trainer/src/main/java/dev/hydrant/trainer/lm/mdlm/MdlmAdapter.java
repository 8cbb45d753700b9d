package dev.hydrant.trainer.lm.mdlm;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.diffusion.DiffusionModel;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.Map;
import java.util.Optional;

/** Registers {@link Mdlm} as type {@code mdlm}. */
public final class MdlmAdapter implements LanguageModelAdapter<MdlmConfig> {
  @Override
  public String type() {
    return "mdlm";
  }

  @Override
  public String description() {
    return "Masked diffusion language model (Sahoo et al. 2024)";
  }

  @Override
  public Class<MdlmConfig> configType() {
    return MdlmConfig.class;
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
  public TrainableModel create(MdlmConfig config, ModelContext context) {
    return DiffusionModel.of(new Mdlm(config), config.vocabSize(), context);
  }
}
