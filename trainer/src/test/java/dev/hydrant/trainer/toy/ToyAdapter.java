package dev.hydrant.trainer.toy;

import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.util.Map;

/** Registers {@link ToyModel} as type {@code toy}. */
public final class ToyAdapter implements ModelAdapter<ToyConfig> {
  @Override
  public String type() {
    return "toy";
  }

  @Override
  public Class<ToyConfig> configType() {
    return ToyConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return Map.of("width", "model_dim");
  }

  @Override
  public TrainableModel create(ToyConfig config, ModelContext context) {
    return new ToyModel(config);
  }
}
