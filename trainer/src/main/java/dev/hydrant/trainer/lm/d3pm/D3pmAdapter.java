package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.trainer.lm.diffusion.DiffusionAdapter;
import dev.hydrant.trainer.lm.diffusion.DiffusionModel;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers {@link D3pm} as type {@code d3pm}. */
public final class D3pmAdapter extends DiffusionAdapter<D3pmConfig> {
  private static final Logger LOG = LoggerFactory.getLogger(D3pmAdapter.class);

  /** For the service loader. */
  public D3pmAdapter() {
    super(
        "d3pm",
        "Discrete denoising diffusion with four kinds of noise (Austin et al. 2021)",
        D3pmConfig.class);
  }

  @Override
  public TrainableModel create(D3pmConfig config, ModelContext context) {
    D3pm model = new D3pm(config);
    model.prior().ifPresent(LOG::info);
    return DiffusionModel.of(model, config.vocabSize(), context);
  }
}
