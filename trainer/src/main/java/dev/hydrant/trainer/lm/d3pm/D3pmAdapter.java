package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.diffusion.DiffusionModel;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers {@link D3pm} as type {@code d3pm}. */
public final class D3pmAdapter implements LanguageModelAdapter<D3pmConfig> {
  private static final Logger LOG = LoggerFactory.getLogger(D3pmAdapter.class);

  @Override
  public String type() {
    return "d3pm";
  }

  @Override
  public String description() {
    return "Discrete denoising diffusion with four kinds of noise (Austin et al. 2021)";
  }

  @Override
  public Class<D3pmConfig> configType() {
    return D3pmConfig.class;
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
  public TrainableModel create(D3pmConfig config, ModelContext context) {
    D3pm model = new D3pm(config);
    model.prior().ifPresent(LOG::info);
    return DiffusionModel.of(model, config.vocabSize(), context);
  }
}
