package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Registers a kind of multi-token prediction; all kinds have the same keys. */
abstract class MtpAdapter implements LanguageModelAdapter<MtpConfig> {
  private final String type;
  private final String description;
  private final Function<MtpConfig, MtpModel> module;

  MtpAdapter(String type, String description, Function<MtpConfig, MtpModel> module) {
    this.type = type;
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
  public final Set<String> reads() {
    return Set.of(OTHER_LENGTH, "use_deepseek_mtp");
  }

  @Override
  public final TrainableModel create(MtpConfig config, ModelContext context) {
    MtpModel model = module.apply(config);
    return MtpTraining.create(config, model, context, model instanceof DeepSeekMtp);
  }
}
