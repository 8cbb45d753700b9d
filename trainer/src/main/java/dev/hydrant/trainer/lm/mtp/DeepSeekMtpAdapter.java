package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.Map;
import java.util.Set;

/** Registers {@link DeepSeekMtp} as type {@code deepseek-mtp}. */
public final class DeepSeekMtpAdapter implements ModelAdapter<MtpConfig> {
  @Override
  public String type() {
    return "deepseek-mtp";
  }

  @Override
  public String description() {
    return "DeepSeek-V3's multi-token prediction, one module after the other, on current-best";
  }

  @Override
  public Class<MtpConfig> configType() {
    return MtpConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return MtpConfig.FALLBACKS;
  }

  @Override
  public Set<String> reads() {
    return Set.of("use_deepseek_mtp");
  }

  @Override
  public TrainableModel create(MtpConfig config, ModelContext context) {
    return MtpTraining.create(config, new DeepSeekMtp(config), context, true);
  }
}
