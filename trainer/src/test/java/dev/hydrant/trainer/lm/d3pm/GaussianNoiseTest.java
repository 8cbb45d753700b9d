package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.trainer.lm.diffusion.DiffusionContract;

/** Noise that moves tokens to near ids. */
class GaussianNoiseTest extends DiffusionContract<D3pm> {
  @Override
  protected D3pm tiny() {
    return D3pmModels.tiny(D3pmTransition.GAUSSIAN);
  }

  @Override
  protected D3pm small() {
    return D3pmModels.small(D3pmTransition.GAUSSIAN);
  }

  @Override
  protected double learnedLoss() {
    return 1.2;
  }
}
