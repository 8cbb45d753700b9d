package dev.hydrant.trainer.lm.recurrentdepth;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.SplittableRandom;

/**
 * The random states that the core starts from when text is drawn. Each place of a row has one of
 * its own, so that what is computed of a token does not depend on when it is computed.
 */
final class FirstStates {
  private final int places;
  private final int width;
  private final double deviation;
  private Tensor states;

  /**
   * @param places longest row
   * @param width D
   */
  FirstStates(int places, int width, double deviation) {
    this.places = places;
    this.width = width;
    this.deviation = deviation;
  }

  /** The states of all places {@code [T, D]}; they live as long as the backend. */
  Tensor in(EagerTorch torch) {
    if (states == null || states.torch() != torch) {
      SplittableRandom random = new SplittableRandom(0);
      double[] values = new double[places * width];
      for (int i = 0; i < values.length; i++) {
        values[i] = deviation == 0 ? 0 : deviation * random.nextGaussian();
      }
      states = torch.owned(torch.tensor(values, places, width));
    }
    return states;
  }
}
