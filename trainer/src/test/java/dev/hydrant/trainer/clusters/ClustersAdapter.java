package dev.hydrant.trainer.clusters;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import java.nio.file.Path;
import java.util.Optional;

/** Registers {@link ClustersModel} as type {@code clusters}. */
public final class ClustersAdapter implements ModelAdapter<ClustersAdapter.Config> {
  /**
   * What the model can be told.
   *
   * @param encoder a run whose encoder is taken over and frozen; without it this model learns one
   * @param forgetEvery epochs after which the moments of the centres are reset; 0 for never
   */
  public record Config(Optional<Path> encoder, @Default("0") @Range(min = 0) long forgetEvery) {}

  @Override
  public String type() {
    return "clusters";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public TrainableModel create(Config config, ModelContext context) {
    return new ClustersModel(config);
  }
}
