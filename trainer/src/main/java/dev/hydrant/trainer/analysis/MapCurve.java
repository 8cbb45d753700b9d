package dev.hydrant.trainer.analysis;

/**
 * The curve 1/(1 + a·x^{2b}) by which UMAP turns distances in the map into closeness, and its
 * forces.
 */
record MapCurve(double a, double b) {
  private static final int POINTS = 300;
  private static final double FARTHEST = 3;

  /**
   * The least squares fit to 1 up to {@code minDistance} and e^{−(x − minDistance)} beyond, at 300
   * distances up to 3 (Gauss–Newton, with steps halved while they do not help).
   */
  static MapCurve fit(double minDistance) {
    MapCurve curve = new MapCurve(1, 1);
    double error = curve.error(minDistance);
    for (int t = 0; t < 100; t++) {
      double aa = 0;
      double ab = 0;
      double bb = 0;
      double ra = 0;
      double rb = 0;
      for (int i = 1; i < POINTS; i++) {
        double x = distance(i);
        double power = Math.pow(x, 2 * curve.b);
        double value = 1 / (1 + curve.a * power);
        double da = -power * value * value;
        double db = curve.a * da * 2 * Math.log(x);
        double rest = target(x, minDistance) - value;
        aa += da * da;
        ab += da * db;
        bb += db * db;
        ra += da * rest;
        rb += db * rest;
      }
      double det = aa * bb - ab * ab;
      double stepA = (bb * ra - ab * rb) / det;
      double stepB = (aa * rb - ab * ra) / det;
      double before = error;
      for (double size = 1; size > 1e-9; size /= 2) {
        MapCurve next = new MapCurve(curve.a + size * stepA, curve.b + size * stepB);
        double nextError = next.a > 0 && next.b > 0 ? next.error(minDistance) : error;
        if (nextError < error) {
          curve = next;
          error = nextError;
          break;
        }
      }
      if (error >= before) {
        break;
      }
    }
    return curve;
  }

  /** The factor on the difference of two joined points, negative. */
  double attraction(double squared) {
    return squared == 0
        ? 0
        : -2 * a * b * Math.pow(squared, b - 1) / (1 + a * Math.pow(squared, b));
  }

  /** The factor on the difference of two points pushed apart, positive. */
  double repulsion(double squared) {
    return 2 * b / ((0.001 + squared) * (1 + a * Math.pow(squared, b)));
  }

  private double error(double minDistance) {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      double x = distance(i);
      double rest = target(x, minDistance) - 1 / (1 + a * Math.pow(x, 2 * b));
      sum += rest * rest;
    }
    return sum;
  }

  private static double distance(int i) {
    return FARTHEST * i / (POINTS - 1);
  }

  private static double target(double x, double minDistance) {
    return x < minDistance ? 1 : Math.exp(minDistance - x);
  }
}
