package dev.hydrant.trainer.protein.feed;

import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.util.SplittableRandom;

/** Turns chains at random, every direction alike. */
final class RandomPose {
  private RandomPose() {}

  /** The same chain in another pose; its atoms turn about the origin. */
  static ProteinChain turned(ProteinChain chain, SplittableRandom random) {
    double[] r = rotation(random);
    float[] from = chain.coordinates();
    float[] to = new float[from.length];
    for (int at = 0; at < from.length; at += 3) {
      for (int k = 0; k < 3; k++) {
        to[at + k] = (float) (from[at] * r[k] + from[at + 1] * r[3 + k] + from[at + 2] * r[6 + k]);
      }
    }
    return new ProteinChain(
        chain.id(), chain.sequence(), to, chain.atoms(), chain.numbers(), chain.source());
  }

  /** A rotation for row vectors {@code [3, 3]}, from a unit quaternion (Shoemake 1992). */
  private static double[] rotation(SplittableRandom random) {
    double u = random.nextDouble();
    double a = 2 * Math.PI * random.nextDouble();
    double b = 2 * Math.PI * random.nextDouble();
    double x = Math.sqrt(1 - u) * Math.sin(a);
    double y = Math.sqrt(1 - u) * Math.cos(a);
    double z = Math.sqrt(u) * Math.sin(b);
    double w = Math.sqrt(u) * Math.cos(b);
    return new double[] {
      1 - 2 * (y * y + z * z),
      2 * (x * y + w * z),
      2 * (x * z - w * y),
      2 * (x * y - w * z),
      1 - 2 * (x * x + z * z),
      2 * (y * z + w * x),
      2 * (x * z + w * y),
      2 * (y * z - w * x),
      1 - 2 * (x * x + y * y)
    };
  }
}
