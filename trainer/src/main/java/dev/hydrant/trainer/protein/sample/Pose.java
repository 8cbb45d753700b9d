package dev.hydrant.trainer.protein.sample;

import java.util.SplittableRandom;

/** A shift of the centre to the origin, and a rotation drawn evenly from all (Shoemake 1992). */
record Pose(double[] centre, double[] rotation) {
  static Pose draw(Backbone backbone, SplittableRandom random) {
    double[] centre = new double[3];
    for (int i = 0; i < backbone.length(); i++) {
      for (int k = 0; k < 3; k++) {
        centre[k] += backbone.ca(i)[k] / backbone.length();
      }
    }
    double u = random.nextDouble();
    double v = 2 * Math.PI * random.nextDouble();
    double t = 2 * Math.PI * random.nextDouble();
    double x = Math.sqrt(1 - u) * Math.sin(v);
    double y = Math.sqrt(1 - u) * Math.cos(v);
    double z = Math.sqrt(u) * Math.sin(t);
    double w = Math.sqrt(u) * Math.cos(t);
    return new Pose(
        centre,
        new double[] {
          1 - 2 * (y * y + z * z),
          2 * (x * y - z * w),
          2 * (x * z + y * w),
          2 * (x * y + z * w),
          1 - 2 * (x * x + z * z),
          2 * (y * z - x * w),
          2 * (x * z - y * w),
          2 * (y * z + x * w),
          1 - 2 * (x * x + y * y)
        });
  }

  double[] apply(double[] point) {
    double[] out = new double[3];
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        out[a] += rotation[3 * a + b] * (point[b] - centre[b]);
      }
    }
    return out;
  }
}
