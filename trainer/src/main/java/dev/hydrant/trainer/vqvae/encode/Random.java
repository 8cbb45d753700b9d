package dev.hydrant.trainer.vqvae.encode;

import java.util.SplittableRandom;

/** First weights as PyTorch draws them. */
final class Random {
  private Random() {}

  /** Uniform in ±1/√fan-in. */
  static float[] uniform(int count, int fanIn, SplittableRandom random) {
    double bound = 1 / Math.sqrt(fanIn);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return values;
  }
}
