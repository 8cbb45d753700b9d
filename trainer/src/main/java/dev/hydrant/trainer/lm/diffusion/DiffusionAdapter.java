package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.model.BenchSize;
import java.util.Map;
import java.util.Optional;

/**
 * Registers a model that removes noise from whole rows; all have the keys of GPT-2 beside their
 * own.
 *
 * @param <C> the record that {@code model_cfg} is bound to
 */
public abstract class DiffusionAdapter<C extends Record> implements LanguageModelAdapter<C> {
  private final String type;
  private final String description;
  private final Class<C> configType;

  /** Registers under a type, which is the name of its config, too. */
  protected DiffusionAdapter(String type, String description, Class<C> configType) {
    this.type = type;
    this.description = description;
    this.configType = configType;
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final Class<C> configType() {
    return configType;
  }

  @Override
  public final Map<String, String> fallbacks() {
    return CausalModel.FALLBACKS;
  }

  @Override
  public final Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(ModelSizes.benchOfMasks(tokens, ModelSizes.DEEP));
  }
}
