package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.OtherTrainersConfig;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.currentbest.CurrentBestConfig;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Registers a kind of multi-token prediction; all kinds have the same keys. */
abstract class MtpAdapter implements LanguageModelAdapter<MtpConfig> {
  private final String type;
  private final String configName;
  private final String description;
  private final Function<MtpConfig, MtpModel> module;

  MtpAdapter(
      String type, String configName, String description, Function<MtpConfig, MtpModel> module) {
    this.type = type;
    this.configName = configName;
    this.description = description;
    this.module = module;
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
  public final Class<MtpConfig> configType() {
    return MtpConfig.class;
  }

  @Override
  public final Map<String, String> fallbacks() {
    return MtpConfig.FALLBACKS;
  }

  @Override
  public final List<Class<? extends Record>> settings() {
    return List.of(TokenDataConfig.class, OtherTrainersConfig.class, MtpTopLevel.class);
  }

  @Override
  public final String configName() {
    return configName;
  }

  @Override
  public final List<String> tinySize() {
    return CurrentBestConfig.TINY;
  }

  @Override
  public final Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(ModelSizes.benchOfWholeRows(tokens, ModelSizes.WIDE));
  }

  @Override
  public final TrainableModel create(MtpConfig config, ModelContext context) {
    MtpModel model = module.apply(config);
    return MtpTraining.create(config, model, context, model instanceof DeepSeekMtp);
  }
}
