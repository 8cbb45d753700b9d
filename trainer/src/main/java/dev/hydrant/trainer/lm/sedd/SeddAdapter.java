package dev.hydrant.trainer.lm.sedd;

import dev.hydrant.trainer.lm.diffusion.DiffusionAdapter;
import dev.hydrant.trainer.lm.diffusion.DiffusionModel;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;

/** Registers {@link Sedd} as type {@code sedd}. */
public final class SeddAdapter extends DiffusionAdapter<SeddConfig> {
  /** For the service loader. */
  public SeddAdapter() {
    super("sedd", "Score entropy discrete diffusion (Lou et al. 2024)", SeddConfig.class);
  }

  @Override
  public TrainableModel create(SeddConfig config, ModelContext context) {
    return DiffusionModel.of(new Sedd(config), config.vocabSize(), context);
  }
}
