package dev.hydrant.trainer.lm.mdlm;

import dev.hydrant.trainer.lm.diffusion.DiffusionAdapter;
import dev.hydrant.trainer.lm.diffusion.DiffusionModel;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;

/** Registers {@link Mdlm} as type {@code mdlm}. */
public final class MdlmAdapter extends DiffusionAdapter<MdlmConfig> {
  /** For the service loader. */
  public MdlmAdapter() {
    super("mdlm", "Masked diffusion language model (Sahoo et al. 2024)", MdlmConfig.class);
  }

  @Override
  public TrainableModel create(MdlmConfig config, ModelContext context) {
    return DiffusionModel.of(new Mdlm(config), config.vocabSize(), context);
  }
}
