package dev.hydrant.trainer.protein.sample;

import java.util.SplittableRandom;

/** Standard normal numbers by Box and Muller, the same on every Java. */
final class Normal {
  private Normal() {}

  static double draw(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
