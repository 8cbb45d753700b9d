package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.Map;
import java.util.Set;

/** Registers {@link BaseMtp} as type {@code base-mtp}. */
public final class BaseMtpAdapter implements ModelAdapter<MtpConfig> {
  @Override
  public String type() {
    return "base-mtp";
  }

  @Override
  public String description() {
    return "Multi-token prediction by parallel heads on current-best (Gloeckle et al. 2024)";
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
    return MtpTraining.create(config, new BaseMtp(config), context, false);
  }
}
